using JobInterview.Silo.Backups;

namespace JobInterview.Silo.Tests.Backups;

public sealed class BackupPlaceTests
{
    [Theory]
    [InlineData("/b/monday", null), InlineData("/b/monday", "/b/monday2"), InlineData("/b/monday", "/b/monday.keys/"), InlineData("/b/monday/", "/k/monday")]
    public void Two_folders_apart_are_a_place(string data, string? keys) => Assert.NotNull(BackupPlace.Of([.. new[] { data, keys }.OfType<string>()]));

    [Theory]
    [InlineData("/b/monday", "/b/monday"), InlineData("/b/monday", "/b/./monday/"), InlineData("/b/monday", "/b/monday/keys"), InlineData("/b/monday/data", "/b/monday"), InlineData("/", "/k")]
    [InlineData("", null), InlineData(" ", null), InlineData("/b", ""), InlineData("/b\0", null)]
    public void One_folder_for_both_one_in_the_other_or_none_is_no_place(string data, string? keys) => Assert.Null(BackupPlace.Of([.. new[] { data, keys }.OfType<string>()]));

    [Theory]
    [InlineData("/data/backup", "/k", true), InlineData("/b", "/data/keys", true), InlineData("/data", "/k", true), InlineData("/database", "/k", false)]
    public void A_place_in_the_folder_of_the_data_is_known(string data, string keys, bool isWithin) => Assert.Equal(isWithin, BackupPlace.Of(data, keys).IsWithin("/data/"));

    [Fact]
    public void Also_by_a_link_from_either_side()
    {
        var folder = Directory.CreateTempSubdirectory("ji-link-");
        try
        {
            var (data, link) = (folder.CreateSubdirectory("data").FullName, Path.Combine(folder.FullName, "link"));
            Directory.CreateSymbolicLink(link, data);

            Assert.True(BackupPlace.Of(Path.Combine(link, "backup"), "/k").IsWithin(data));
            Assert.True(BackupPlace.Of("/b", Path.Combine(data, "keys")).IsWithin(link));
            Assert.False(BackupPlace.Of(Path.Combine(folder.FullName, "backup"), "/k").IsWithin(link));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Nor_are_three_or_none()
    {
        Assert.Null(BackupPlace.Of([]));
        Assert.Null(BackupPlace.Of(["/a", "/b", "/c"]));
    }
}
