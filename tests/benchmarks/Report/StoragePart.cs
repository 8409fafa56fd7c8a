using static JobInterview.Benchmarks.Report.Cells;

namespace JobInterview.Benchmarks.Report;

/// <summary>Recordings: how fast they are taken, and what it costs to destroy them.</summary>
internal static class StoragePart
{
    public static async Task<Findings> IngestAsync(CommandWords words)
    {
        var options = IngestOptions.Parse(words);
        var results = await IngestBenchmark.MeasureAsync(options);
        return new(
            [
                $"{options.MiB} MiB of random bytes by tus-js-client, {options.Rounds} times by turns: the product seals every segment and syncs it to the disk before it acknowledges, `@tus/server` does neither. Both keep what they took, as they do in use: " +
                "the reference in the system's memory too, until there is none lying ready for the next upload; the product gives that back.",
            ],
            [
                new(
                    ["chunks of KiB", "@tus/server MiB/s", "product MiB/s", "× @tus/server, medians", "× over all", "product's memory, MiB"],
                    [.. results.Select(result => new[]
                    {
                        Whole(result.KiB), Whole(result.Theirs.Median()), Whole(result.Ours.Median()), Times(result.Ratio), Times(result.Sustained), Whole(result.MemoryMiB[^1]),
                    })]),
            ],
            [.. results.Select(result => new Plot($"ingest-{result.KiB}", $"MiB a second in chunks of {result.KiB} KiB", $"uploads of {options.MiB} MiB", "MiB/s",
                [new("@tus/server", ByRound(result.Theirs)), new("product", ByRound(result.Ours))]))]);
    }

    private static Point[] ByRound(double[] rates) => [.. rates.Select((rate, round) => new Point(round + 1, rate))];

    public static async Task<Findings> RetentionAsync(CommandWords words)
    {
        var options = RetentionOptions.Parse(words);
        var results = await RetentionBenchmark.MeasureAsync(options);
        return new(
            [
                $"{Whole(options.Expired)} recordings fall due among many that are kept, one process on SQLite, medians of {options.Rounds} that take turns: mark, destroy the key, delete the file and the rows, tell ledger and audit log.",
            ],
            [
                new(
                    ["kept", "µs for each destroyed", "destroyed /s", $"× {Whole(results[0].Kept)} kept"],
                    [.. results.Select(result => new[] { Whole(result.Kept), Whole(result.Cost), Whole(1_000_000 / result.Cost), Times(result.Cost / results[0].Cost) })]),
            ],
            []);
    }
}
