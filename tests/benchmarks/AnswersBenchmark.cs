using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Acknowledged answers a second and their p99: the product (durable, sealed, idempotent, ordered) beside the plain endpoint and beside pgbench, in one run.</summary>
internal static class AnswersBenchmark
{
    // Of every subject the same, until its code is compiled to its best; in parts, as the product's rooms come to their end.
    private const int WarmUps = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        foreach (var database in new[] { "postgresql", "sqlite" }.Where(name => options.Database is null || options.Database == name))
        {
            var subjects = await MeasureAsync(database, options);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Connections} connections, {options.Sessions} sessions, 2 KiB answers, {options.Rounds} rounds of {options.Seconds} s, medians; every acknowledged answer found"));
            foreach (var (name, runs) in subjects.Skip(1))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{database}, {name}: answers/s {Ratio(runs, subjects[0].Runs, run => run.Load.PerSecond):0.00}x plain, p99 {Ratio(runs, subjects[0].Runs, run => run.Load.P99):0.00}x plain"));
            }
        }

        return 0;
    }

    /// <summary>The plain endpoint first, then what is compared with it.</summary>
    public static async Task<List<(string Name, List<CostedRun> Runs)>> MeasureAsync(string database, BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        await using var postgres = database == "postgresql" ? await PostgresServer.StartAsync() : null;
        await using var plain = await PlainSubject.StartAsync(folder, postgres, options.Sessions);
        await using var bare = postgres is null ? null : await PlainSubject.StartAsync(folder, postgres, options.Sessions, isBare: true);
        var products = new List<ProductSubject>();
        try
        {
            foreach (var topology in postgres is null ? [Topology.OneProcess] : options.Topologies)
            {
                products.Add(await ProductSubject.StartAsync(folder, postgres, topology, options.Sessions));
            }

            ISubject[] subjects = postgres is null ? [plain, .. products] : [plain, await PgbenchSubject.StartAsync(folder, postgres, options.Sessions), bare!, .. products];
            var runs = await TakeTurnsAsync(database, subjects, postgres, options);
            foreach (var product in products)
            {
                await product.FindAcknowledgedAsync();
            }

            return runs;
        }
        finally
        {
            foreach (var product in products)
            {
                await product.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task WarmUpAsync(ISubject subject, int connections, int sessions)
    {
        for (var times = 0; times < WarmUps; times++)
        {
            await TopUpAsync(subject, sessions);
            await subject.RunAsync(connections, WarmUp);
        }
    }

    private static Task TopUpAsync(ISubject subject, int sessions) => subject is ProductSubject product ? product.TopUpAsync(sessions) : Task.CompletedTask;

    private static async Task<List<(string Name, List<CostedRun> Runs)>> TakeTurnsAsync(string database, ISubject[] subjects, PostgresServer? postgres, BenchmarkOptions options)
    {
        foreach (var subject in subjects)
        {
            await WarmUpAsync(subject, options.Connections, options.Sessions);
        }

        var runs = subjects.Select(subject => (subject.Name, Runs: new List<CostedRun>())).ToList();
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var i = 0; i < subjects.Length; i++)
            {
                await TopUpAsync(subjects[i], options.Sessions);
                var run = await CostedRun.MeasureAsync(subjects[i], postgres, options.Connections, TimeSpan.FromSeconds(options.Seconds));
                runs[i].Runs.Add(run);
                Console.WriteLine($"{database} {subjects[i].Name,-12} {run}");
            }
        }

        return runs;
    }

    private static double Ratio(List<CostedRun> ours, List<CostedRun> plain, Func<CostedRun, double> of) => ours.Median(of) / plain.Median(of);
}
