using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace JobInterview.Api.Tests.Starts;

/// <summary>The shipped programs where they must not start: a clear word, exit code 78, no trace, nothing touched.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("ji-data-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("api", "Keys__BackupWindowHours", "25", "Keys:BackupWindowHours must be 1 to 24")]
    [InlineData("silo", "GrainStorage__DeleteStateOnClear", "false", "GrainStorage:DeleteStateOnClear must be true")]
    [InlineData("silo", "Cluster__Mode", "secret-word", "The setting Cluster:Mode has a value that can not be read (ClusterMode is expected)")]
    [InlineData("api", "PublicUrl", "http://example.org", "PublicUrl may be http only on loopback")]
    public async Task A_setting_that_can_not_be(string program, string name, string value, string why)
    {
        var ended = await EndedProgram.RunAsync(program == "api" ? EndedProgram.Api : EndedProgram.Silo, _data, new Dictionary<string, string> { [name] = value });

        ended.AssertRefused(why);
        Assert.DoesNotContain("secret-word", ended.Out + ended.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_data));
    }

    [Fact]
    public async Task Old_keys_without_the_log_of_the_destroyed_ones_or_under_another_root_key()
    {
        await using (var product = await ProductProcess.StartAsync(data: _data))
        {
            await product.KillAsync();
        }

        var log = Path.Combine(_data, "tombstones.log");
        File.Move(log, log + ".away");
        var before = KeptFiles.Of(_data);
        (await EndedProgram.RunAsync(EndedProgram.Api, _data)).AssertRefused("The log of destroyed keys is missing");
        Assert.Equal(before, KeptFiles.Of(_data));
        File.Move(log + ".away", log);

        before = KeptFiles.Of(_data);
        var other = new Dictionary<string, string> { ["Keys__Root"] = Convert.ToBase64String(new byte[32]) };
        (await EndedProgram.RunAsync(EndedProgram.Silo, _data, other)).AssertRefused("The root key is not the one that wrapped the stored keys");
        Assert.Equal(before, KeptFiles.Of(_data));

        await using var again = await ProductProcess.StartAsync(data: _data);
    }

    [Fact]
    public async Task A_newer_database_and_not_even_an_empty_file_is_left_beside_it()
    {
        await using (await ProductProcess.StartAsync(data: _data))
        {
            // makes the data and stops in order
        }

        await using (var database = new SqliteConnection($"Data Source={Path.Combine(_data, "jobinterview.db")};Pooling=false"))
        {
            await database.OpenAsync();
            await using var newer = new SqliteCommand("""insert into "__EFMigrationsHistory" values ('29991231235959_Tomorrow', '10.0.0')""", database);
            await newer.ExecuteNonQueryAsync();
        }

        var (before, names) = (KeptFiles.Of(_data), Names());
        (await EndedProgram.RunAsync(EndedProgram.Api, _data)).AssertRefused("The database is newer than this program");
        (await EndedProgram.RunAsync(EndedProgram.Silo, _data)).AssertRefused("it has migration 29991231235959_Tomorrow");

        Assert.Equal(before, KeptFiles.Of(_data));
        Assert.Equal(names, Names());

        string[] Names() => [.. Directory.GetFileSystemEntries(_data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
