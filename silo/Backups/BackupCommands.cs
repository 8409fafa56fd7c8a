using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Backups;

/// <summary>The words of a program that are no start: <c>backup</c> and <c>restore</c>, with the settings of the program itself.</summary>
public static class BackupCommands
{
    private static readonly StartRefusal Usage = new(
        """
        backup <folder of the data> [<folder of the keys>]
        restore <folder of the data> [<folder of the keys>]
        Two folders, neither of them in the other; then only settings (--Name=value). Without either word the program starts.
        """,
        StartRefusal.Usage);

    /// <summary>Does what the first word asks for and answers the exit code; null where it is no word but a setting.</summary>
    public static async Task<int?> TryRunAsync(string[] args)
    {
        if (args is [] || IsSetting(args[0]))
        {
            return null;
        }

        var places = args.Skip(1).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var settings = args[(places.Length + 1)..];
        if (args[0] is not ("backup" or "restore") || BackupPlace.Of(places) is not { } place || !AreSettings(settings))
        {
            return Usage.Tell();
        }

        var builder = Host.CreateApplicationBuilder(ProgramArguments.For(settings));
        builder.AddQuietLogs();
        builder.AddJobInterviewStorage();
        using var host = builder.Build();
        host.Services.GetService<IStartupValidator>()?.Validate();
        Console.WriteLine(await (args[0] == "backup"
            ? host.Services.GetRequiredService<Backup>().RunAsync(place)
            : host.Services.GetRequiredService<Restore>().RunAsync(place)));
        return 0;
    }

    private static bool IsSetting(string word) => word.StartsWith('-') || word.StartsWith('/') || word.Contains('=', StringComparison.Ordinal);

    // A name and its value may be two words.
    private static bool AreSettings(string[] words) => !words.Where((word, i) => !IsSetting(word) && (i == 0 || !words[i - 1].StartsWith("--", StringComparison.Ordinal) || words[i - 1].Contains('=', StringComparison.Ordinal))).Any();
}
