using JobInterview.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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

    // A host watches what is below its content root: a write to the database would be a notice each.
    [Fact]
    public void The_content_of_a_program_is_not_above_its_data_and_nothing_is_read_again()
    {
        using var host = Host.CreateApplicationBuilder(ProgramArguments.For([])).Build();

        var content = host.Services.GetRequiredService<IHostEnvironment>().ContentRootPath;

        Assert.Equal(AppContext.BaseDirectory, content);
        Assert.False((Folder(null).Path + Path.DirectorySeparatorChar).StartsWith(content, StringComparison.Ordinal));
        Assert.Equal("false", host.Services.GetRequiredService<IConfiguration>()["hostBuilder:reloadConfigOnChange"]);
    }

    [Fact]
    public void A_folder_in_the_settings_wins() => Assert.Equal("/srv/interviews", Folder("/srv/interviews").Path);

    private static DataFolder Folder(string? setting) => new(Options.Create(new DataOptions { Folder = setting }));
}
