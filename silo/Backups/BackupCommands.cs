using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Backups;

/// <summary>The words of a program that are no start: <c>backup</c> and <c>restore</c>, with the settings of the program itself.</summary>
public static class BackupCommands
{
    /// <summary>Does what the first word asks for and answers the exit code; null where it is none of these words.</summary>
    public static async Task<int?> TryRunAsync(string[] args)
    {
        if (args is not ["backup" or "restore", ..])
        {
            return null;
        }

        var places = args.Skip(1).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (places.Length is not (1 or 2))
        {
            await Console.Error.WriteLineAsync($"{args[0]} <folder of the data> [<folder of the keys>]");
            return StartRefusal.Usage;
        }

        var builder = Host.CreateApplicationBuilder(ProgramArguments.For(args[(places.Length + 1)..]));
        builder.AddQuietLogs();
        builder.AddJobInterviewStorage();
        using var host = builder.Build();
        host.Services.GetService<IStartupValidator>()?.Validate();
        var place = BackupPlace.Of(places[0], places.ElementAtOrDefault(1));
        Console.WriteLine(await (args[0] == "backup"
            ? host.Services.GetRequiredService<Backup>().RunAsync(place)
            : host.Services.GetRequiredService<Restore>().RunAsync(place)));
        return 0;
    }
}
