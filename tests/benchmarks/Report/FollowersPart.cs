using static JobInterview.Benchmarks.Report.Cells;

namespace JobInterview.Benchmarks.Report;

/// <summary>Event streams on one interview.</summary>
internal static class FollowersPart
{
    public static async Task<Findings> RunAsync(CommandWords words)
    {
        var options = FollowerOptions.Parse(words);
        var results = await FollowerBenchmark.MeasureAsync(options);
        var one = results[0];
        return new(
            [
                $"One interview with {Whole(one.Followers)} to {Whole(results[^1].Followers)} open event streams and {options.Answers} answers of 2 KiB, each sent when everyone has the one before it. Time of the server for one answer, with its events " +
                "(the answer, its closing, the next question or probe) to all; what each follower adds; and how long after it was sent a follower had it.",
            ],
            [
                new(
                    ["followers", "server's µs for an answer", "µs each follower adds", "p50 ms", "p99 ms"],
                    [.. results.Select(result => new[] { Whole(result.Followers), Whole(result.MicrosecondsPerAnswer), Tenth(result.EachBeside(one)), Tenth(result.P50), Tenth(result.P99) })]),
            ],
            [
                new("followers", "Time of the server for one answer", "followers", "ms", [new("with its events to all", [.. results.Select(result => new Point(result.Followers, result.MicrosecondsPerAnswer / 1_000))])]),
            ]);
    }
}
