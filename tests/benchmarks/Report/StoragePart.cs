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
            [$"{options.MiB} MiB of random bytes by tus-js-client, medians of {options.Rounds} that take turns: the product seals every segment and syncs it to the disk before it acknowledges, `@tus/server` does neither."],
            [
                new(
                    ["chunks of KiB", "@tus/server MiB/s", "product MiB/s", "× @tus/server", "product's memory, MiB"],
                    [.. results.Select(result => new[] { Whole(result.KiB), Whole(result.Theirs), Whole(result.Ours), Times(result.Ours / result.Theirs), Whole(result.MemoryMiB[^1]) })]),
            ],
            []);
    }

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
