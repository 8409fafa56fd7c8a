using static JobInterview.Benchmarks.Report.Cells;

namespace JobInterview.Benchmarks.Report;

/// <summary>1, 2 and 3 silos from few connections to many: on shared cores, and where a silo's share of a core is the limit.</summary>
internal static class SilosPart
{
    public static async Task<Findings> RunAsync(CommandWords words)
    {
        var options = SilosOptions.Parse(words);
        var together = await SilosBenchmark.MeasureAsync(isApart: false, options);
        var apart = await SilosBenchmark.MeasureAsync(isApart: true, options);
        return new(
            [
                $"{Whole(options.Sessions)} sessions, an api process in front of the silos, medians of {options.Rounds} rounds of {options.Seconds} s that take turns, pinned by `taskset`.",
                $"**{SilosBenchmark.Together}** (each process may use every core): silos, api, database and driver share what there is, so one more silo adds no processor and can only cost. What it shows is that it costs little. " +
                $"**{SilosBenchmark.Apart}** (api, database, driver): the silo's processor is the limit, as it is with silos on machines of their own, and one more gives what it has. {Environment.ProcessorCount} cores allow no " +
                "more: with a whole core for each silo the rest would be the limit before the second one.",
            ],
            [Rates(SilosBenchmark.Together, together), Rates(SilosBenchmark.Apart, apart)],
            [
                Draw("silos-apart", $"Answers a second, {SilosBenchmark.Apart}", "answers/s", apart, run => run.Load.PerSecond),
                Draw("silos-together", $"Answers a second, {SilosBenchmark.Together}", "answers/s", together, run => run.Load.PerSecond),
                Draw("silos-p99", $"p99, {SilosBenchmark.Together}", "ms", together, run => run.Load.P99),
            ]);

    }

    private static Table Rates(string place, List<SilosResult> results)
    {
        var baseline = results.Where(result => result.Subject == results[0].Subject).ToDictionary(result => result.Connections);
        return new(
            [place, "connections", "answers/s", $"× {results[0].Subject}", "p99 ms", "silos' µs", "api's µs", "PostgreSQL's µs", "processors ours", "others'"],
            [.. results.Select(result => Row(result, baseline[result.Connections].Runs.Median(run => run.Load.PerSecond)))]);
    }

    private static string[] Row(SilosResult result, double baseline)
    {
        var runs = result.Runs;
        var rate = runs.Median(run => run.Load.PerSecond);
        return
        [
            result.Subject, Whole(result.Connections), Whole(rate), Times(rate / baseline), Tenth(runs.Median(run => run.Load.P99)),
            runs[0].Servers.Length < 2 ? "" : Whole(runs.Median(run => run.Servers[..^1].Sum(run.PerAnswer))),
            runs[0].Servers.Length == 0 ? "" : Whole(runs.Median(run => run.PerAnswer(run.Servers[^1]))), Whole(runs.Median(run => run.PerAnswer(run.Database))),
            Whole(100 * runs.Median(run => run.Ours)) + " %", Whole(100 * Math.Max(0, runs.Median(run => run.Others))) + " %",
        ];
    }

    private static Plot Draw(string name, string title, string up, List<SilosResult> results, Func<CostedRun, double> of) => new(
        name, title, "connections", up,
        [.. results.GroupBy(result => result.Subject).Select(subject => new Line(subject.Key, [.. subject.Select(result => new Point(result.Connections, result.Runs.Median(of)))]))])
    { Doubles = true };
}
