using static JobInterview.Benchmarks.Report.Cells;

namespace JobInterview.Benchmarks.Report;

/// <summary>The product beside the plain endpoint, pgbench and the ceiling of group commit, and what each answer costs in every process.</summary>
internal static class AnswersPart
{
    public static async Task<Findings> RunAsync(CommandWords words)
    {
        var options = BenchmarkOptions.Parse(words) with { Connections = words.Numbers("--connections", 32)[0] };
        var subjects = await AnswersBenchmark.MeasureAsync("postgresql", options);
        var (plain, pgbench) = (subjects[0].Runs, subjects[1].Runs);
        return new(
            [
                $"{options.Connections} connections, {Whole(options.Sessions)} sessions, medians of {options.Rounds} rounds of {options.Seconds} s that take turns. *plain* is an ASP.NET Core endpoint with EF Core that inserts the answer and updates its " +
                "session in the clear; *pgbench* is PostgreSQL's own program with the same two rows in one transaction; *bare* is group commit of those rows and nothing else, the ceiling; *Hosted* is the product as one kind of " +
                "process, *Split* as a silo and an api.",
                "Processor time for one answer: what a process used, by the kernel's account, over the answers it gave. pgbench is its own driver, whose time is not counted here.",
            ],
            [
                new(["", "answers/s", "× plain", "× pgbench", "p50 ms", "p99 ms", "p99 × plain", "refused"], [.. subjects.Select(subject => Speed(subject.Name, subject.Runs, plain, pgbench))]),
                new(["µs for an answer", "silo", "api", "PostgreSQL", "driver"], [.. subjects.Select(subject => Cost(subject.Name, subject.Runs))]),
            ],
            []);
    }

    private static string[] Speed(string name, List<CostedRun> runs, List<CostedRun> plain, List<CostedRun> pgbench)
    {
        var (rate, p99) = (runs.Median(run => run.Load.PerSecond), runs.Median(run => run.Load.P99));
        return
        [
            name, Whole(rate), Times(rate / plain.Median(run => run.Load.PerSecond)), Times(rate / pgbench.Median(run => run.Load.PerSecond)), Tenth(runs.Median(run => run.Load.P50)), Tenth(p99),
            Times(p99 / plain.Median(run => run.Load.P99)), Whole(runs.Sum(run => run.Load.Refused)),
        ];
    }

    // The api comes last of the servers; where it is alone it is the silo as well.
    private static string[] Cost(string name, List<CostedRun> runs)
    {
        var servers = runs[0].Servers.Length;
        return
        [
            name,
            servers < 2 ? "" : Whole(runs.Median(run => run.PerAnswer(run.Servers[..^1].Aggregate((sum, time) => sum + time)))),
            servers == 0 ? "" : Whole(runs.Median(run => run.PerAnswer(run.Servers[^1]))),
            Whole(runs.Median(run => run.PerAnswer(run.Database))),
            servers == 0 ? "" : Whole(runs.Median(run => run.PerAnswer(run.Driver))),
        ];
    }
}
