using static JobInterview.Benchmarks.Report.Cells;

namespace JobInterview.Benchmarks.Report;

/// <summary>Whose code runs while answers are taken, and what of ours it runs for.</summary>
internal static class ProfilePart
{
    public static async Task<Findings> RunAsync(CommandWords words)
    {
        var options = ProfileOptions.Parse(words);
        var result = await ProfileBenchmark.MeasureAsync(options);
        return new(
            [
                $"{Whole(result.Samples)} samples of the process in {options.Seconds} s by `perf`, *Hosted* on PostgreSQL, {options.Connections} connections, after a warm-up. The first table says whose code ran; the second, for which method of ours: " +
                "the innermost one of the stack, with all that it called. What goes on after a wait has a stack of its own and is below no method of ours where a library goes on first.",
            ],
            [
                new(["code", "% of the process"], [.. result.Code.Where(row => row.Part >= 0.005).Select(row => new[] { row.Owner, Tenth(100 * row.Part) })]),
                new(["for", "% of the process"], [.. result.Methods.Select(row => new[] { $"`{row.Owner}`", Tenth(100 * row.Part) })]),
            ],
            []);
    }
}
