using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Starts;

namespace JobInterview.Api.Tests.Backups;

/// <summary>The shipped program's own words <c>backup</c> and <c>restore</c>, on a product that runs and is lost.</summary>
public sealed class BackupCommandTests
{
    [Fact]
    public async Task A_running_product_is_copied_lost_and_restored()
    {
        var (data, backup) = (Directory.CreateTempSubdirectory("ji-data-").FullName, Path.Combine(Directory.CreateTempSubdirectory("ji-backup-").FullName, "monday"));
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            using var http = product.Http();
            var api = await ApiClient.SignInAsync(http, product.Demo());
            await (await Candidate.InviteAsync(http, api, email: "someone@example.test")).ConsentAsync();

            Assert.Equal(0, (await RunAsync(data, "backup", backup)).Code);
            var refused = await RunAsync(data, "restore", backup);
            Assert.Equal((1, true), (refused.Code, refused.Said.Contains("goes where nothing is", StringComparison.Ordinal)));
            await product.KillAsync();
        }

        var demo = await File.ReadAllBytesAsync(Path.Combine(data, "demo.json"));
        foreach (var file in Directory.GetFiles(data).Where(file => Path.GetFileName(file) is not ("root.key" or "tombstones.log")))
        {
            File.Delete(file);
        }

        var restored = await RunAsync(data, "restore", backup);
        Assert.True(restored.Code == 0, restored.Said);
        await File.WriteAllBytesAsync(Path.Combine(data, "demo.json"), demo);
        await using (var again = await ProductProcess.StartAsync(data: data))
        {
            using var http = again.Http();
            var api = await ApiClient.SignInAsync(http, again.Demo());
            Assert.Contains("someone@example.test", (await api.GetAsync("/api/v1/sessions")).Text, StringComparison.Ordinal);
        }

        Directory.Delete(data, recursive: true);
        Directory.Delete(Path.GetDirectoryName(backup)!, recursive: true);
    }

    [Theory]
    [InlineData("backup monday monday"), InlineData("restore monday monday/keys"), InlineData("backup"), InlineData("bakcup monday"), InlineData("backup monday --Demo=false tuesday")]
    public async Task Words_that_make_no_sense_are_answered_with_those_that_do_and_leave_nothing(string words)
    {
        var folder = Directory.CreateTempSubdirectory("ji-words-").FullName;

        var ended = await EndedProgram.RunAsync(EndedProgram.Silo, folder, words: [.. words.Split(' ').Select(word => word.StartsWith("monday", StringComparison.Ordinal) ? Path.Combine(folder, word) : word)]);

        ended.AssertRefused("backup <folder of the data> [<folder of the keys>]", code: 64);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    [Fact]
    public async Task A_backup_that_can_not_be_written_is_refused_and_leaves_no_part()
    {
        var (data, folder) = (Directory.CreateTempSubdirectory("ji-data-").FullName, Directory.CreateTempSubdirectory("ji-words-").FullName);
        await using (await ProductProcess.StartAsync(data: data))
        {
            var file = Path.Combine(folder, "file");
            await File.WriteAllTextAsync(file, "");

            var ended = await EndedProgram.RunAsync(EndedProgram.Api, data, words: ["backup", Path.Combine(folder, "monday"), Path.Combine(file, "keys")]);

            ended.AssertRefused("The backup could not be written", code: 1);
            Assert.Equal([file], Directory.GetFileSystemEntries(folder));
        }

        Directory.Delete(data, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Code, string Said)> RunAsync(string data, string word, string folder)
    {
        var ended = await EndedProgram.RunAsync(EndedProgram.Api, data, words: [word, folder]);
        return (ended.Code, ended.Out + ended.Error);
    }
}
