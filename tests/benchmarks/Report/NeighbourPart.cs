using static JobInterview.Benchmarks.Report.Cells;

namespace JobInterview.Benchmarks.Report;

/// <summary>What one company's interviews feel of another one that asks for all it can.</summary>
internal static class NeighbourPart
{
    public static async Task<Findings> RunAsync(CommandWords words)
    {
        var options = NeighbourOptions.Parse(words);
        var result = await NeighbourBenchmark.MeasureAsync(options);
        var rounds = result.Rounds;
        return new(
            [
                $"{NeighbourBenchmark.Rooms} rooms of one company answer every {NeighbourBenchmark.Every} s, by turns alone and beside {options.Connections} connections of another company that read lists as fast as they are served, with the limits " +
                $"of an ordinary installation; medians of {options.Rounds}. p99 beside the neighbour is **{Times(result.Ratio)}** of alone.",
            ],
            [
                new(
                    ["", "p50 ms", "p99 ms", "refused", "served to the neighbour /s", "refused to the neighbour /s"],
                    [
                        ["alone", Tenth(rounds.Median(round => round.Alone.P50)), Tenth(rounds.Median(round => round.Alone.P99)), Whole(rounds.Sum(round => round.Alone.Refused)), "", ""],
                        [
                            "beside the neighbour", Tenth(rounds.Median(round => round.Beside.P50)), Tenth(rounds.Median(round => round.Beside.P99)), Whole(result.Refused),
                            Whole(rounds.Median(round => round.ServedToOther)), Whole(rounds.Median(round => round.RefusedToOther)),
                        ],
                    ]),
            ],
            []);
    }
}
