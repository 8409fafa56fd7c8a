using static JobInterview.Benchmarks.Report.Cells;

namespace JobInterview.Benchmarks.Report;

/// <summary>Very many live sessions on one process.</summary>
internal static class LivePart
{
    public static async Task<Findings> RunAsync(CommandWords words)
    {
        var options = LiveOptions.Parse(words);
        var result = await LiveBenchmark.MeasureAsync(options);
        var (idle, load) = (result.Started[0], result.Load);
        return new(
            [
                $"{Whole(options.Sessions)} interviews live in one process on PostgreSQL, an answer of each every {options.Every} s for {options.Seconds} s, sent when it is due and counted from then. Memory is what the kernel holds for the process, " +
                $"above what it held with {Whole(idle.Sessions)} sessions after its code was compiled.",
            ],
            [
                new(
                    ["sessions", "answers/s", "p50 ms", "p99 ms", "refused", "KiB a session, started", "KiB a session, answered"],
                    [[Whole(options.Sessions), Whole(load.PerSecond), Tenth(load.P50), Tenth(load.P99), Whole(load.Refused), Tenth(result.StartedKiB), Tenth(result.AnsweredKiB)]]),
            ],
            [
                new("live-memory", "Memory of the process", "live sessions", "MiB",
                    [new("started", [.. result.Started.Select(At)]), new("after the answers", [At(idle), At(result.Answered)])]),
            ]);
    }

    private static Point At(MemoryAt memory) => new(memory.Sessions, memory.MiB);
}
