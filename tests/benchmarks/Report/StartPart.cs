using static JobInterview.Benchmarks.Report.Cells;

namespace JobInterview.Benchmarks.Report;

/// <summary>From the start of a built clone to ready.</summary>
internal static class StartPart
{
    public static async Task<Findings> RunAsync(CommandWords words)
    {
        var results = await ColdStartBenchmark.MeasureAsync(words.Number("--rounds", 5));
        var plain = results[0];
        return new(
            [
                "Milliseconds from the start of the program, as built from a clone, to its first 200, medians of rounds that take turns: of the plain endpoint on its first address, of the product on `/health/ready`, with schema, keys and demo made " +
                "on the way, and again on what the first start left.",
            ],
            [
                new(
                    ["", "on nothing, ms", "× plain", "again, ms", "× plain"],
                    [
                        .. results.Select(result => new[]
                        {
                            result.Name, Whole(result.First.Median()), Times(result.First.Median() / plain.First.Median()), Whole(result.Again.Median()), Times(result.Again.Median() / plain.Again.Median()),
                        }),
                    ]),
            ],
            []);
    }
}
