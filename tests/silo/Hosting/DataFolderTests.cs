using JobInterview.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Tests.Hosting;

public sealed class DataFolderTests
{
    [Fact]
    public void Below_the_solution_the_data_lies_beside_it_wherever_the_program_was_started()
    {
        var folder = Folder(null).Path;

        Assert.Equal("data", Path.GetFileName(folder));
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(folder)!, "JobInterview.slnx")));
    }

    [Fact]
    public void A_folder_in_the_settings_wins() => Assert.Equal("/srv/interviews", Folder("/srv/interviews").Path);

    private static DataFolder Folder(string? setting) => new(Options.Create(new DataOptions { Folder = setting }));
}
