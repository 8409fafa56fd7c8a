using System.Diagnostics;
using System.Globalization;

namespace JobInterview.Benchmarks.Report;

/// <summary>Runs the parts that are asked for, keeps each, and writes the page from all that are kept.</summary>
internal static class BenchmarkReport
{
    // Measures nothing, and makes the page anew of what is kept.
    private const string PageAlone = "page";

    private static readonly (string Name, string Title, Func<CommandWords, Task<Findings>> RunAsync)[] Parts =
    [
        ("answers", "Answers a second, and where the time goes", AnswersPart.RunAsync),
        ("profile", "What the processor does for an answer", ProfilePart.RunAsync),
        ("silos", "More silos, more connections", SilosPart.RunAsync),
        ("live", "Live sessions and their memory", LivePart.RunAsync),
        ("neighbours", "A loud neighbour", NeighbourPart.RunAsync),
        ("followers", "Many followers of one interview", FollowersPart.RunAsync),
        ("ingest", "Recording ingest", StoragePart.IngestAsync),
        ("retention", "Destroying what is due", StoragePart.RetentionAsync),
        ("start", "Cold start", StartPart.RunAsync),
    ];

    public static async Task<int> RunAsync(CommandWords words)
    {
        var only = words.Text("--only")?.Split(',') ?? [.. Parts.Select(part => part.Name)];
        if (only.Except([.. Parts.Select(part => part.Name), PageAlone]).FirstOrDefault() is { } unknown)
        {
            Console.WriteLine($"There is no part {unknown}.");
            return 2;
        }

        var machine = $"{Machine.Describe()}. {await PostgresSettings.DescribeAsync()}";
        foreach (var (name, _, runAsync) in Parts.Where(part => only.Contains(part.Name)))
        {
            Console.WriteLine($"== {name}");
            KeptParts.Keep(name, await RunAsync(name, runAsync, words, machine));
        }

        ReportPage.Write([.. Parts.Select(part => (part.Name, part.Title))]);
        return 0;
    }

    private static async Task<Part> RunAsync(string name, Func<CommandWords, Task<Findings>> runAsync, CommandWords words, string on)
    {
        var commit = Checkout.Commit;
        var (own, machine, started) = (CpuTime.Of(Environment.ProcessId), CpuTime.OfTheMachine(), Stopwatch.GetTimestamp());
        var findings = await runAsync(words);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var processors = elapsed * Environment.ProcessorCount;
        var ours = (CpuTime.Of(Environment.ProcessId) - own) / processors;
        var all = (CpuTime.OfTheMachine() - machine) / processors;
        return new(DateTimeOffset.UtcNow, commit, Command(name, words), on, (int)elapsed.TotalSeconds, ours, all - ours, findings);
    }

    private static string Command(string name, CommandWords words) =>
        string.Create(CultureInfo.InvariantCulture, $"report --only {name} {words.Without("--only")}").Trim();
}
