using System.Diagnostics;
using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Acknowledged answers a second and their p99: the product (durable, sealed, idempotent, ordered) beside the plain endpoint, in one run.</summary>
internal static class AnswersBenchmark
{
    // Each until its rate stays: the plain endpoint takes longer to be compiled to its best, the product's rooms come to their end.
    private static readonly TimeSpan PlainWarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var reports = new List<string>();
        foreach (var database in new[] { "postgresql", "sqlite" }.Where(name => options.Only is null || options.Only == name))
        {
            reports.AddRange(await CompareAsync(database, options));
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Connections} connections, {options.Sessions} sessions, 2 KiB answers, {options.Rounds} rounds of {options.Seconds} s, medians; every acknowledged answer found"));
        reports.ForEach(Console.WriteLine);
        return 0;
    }

    private static async Task<List<string>> CompareAsync(string database, BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        await using var postgres = database == "postgresql" ? await PostgresServer.StartAsync() : null;
        await using var plain = await PlainSubject.StartAsync(folder, postgres, options);
        await using var bare = postgres is null ? null : await PlainSubject.StartAsync(folder, postgres, options, isBare: true);
        var products = new List<ProductSubject>();
        try
        {
            foreach (var topology in postgres is null ? [Topology.OneProcess] : options.Topologies)
            {
                products.Add(await ProductSubject.StartAsync(folder, postgres, topology, options.Sessions));
            }

            ISubject[] subjects = bare is null ? [plain, .. products] : [plain, bare, .. products];
            foreach (var subject in subjects)
            {
                await subject.RunAsync(options.Connections, subject is PlainSubject ? PlainWarmUp : WarmUp);
            }

            var runs = subjects.ToDictionary(subject => subject, _ => new List<LoadResult>());
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var subject in subjects)
                {
                    runs[subject].Add(await MeasureAsync(database, subject, postgres, options));
                }
            }

            foreach (var product in products)
            {
                await product.FindAcknowledgedAsync();
            }

            return [.. subjects[1..].Select(product => string.Create(CultureInfo.InvariantCulture,
                $"{database}, {product.Name}: answers/s {Ratio(runs[product], runs[plain], run => run.PerSecond):0.00}x plain, p99 {Ratio(runs[product], runs[plain], run => run.P99):0.00}x plain"))];
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

    private static async Task<LoadResult> MeasureAsync(string database, ISubject subject, PostgresServer? postgres, BenchmarkOptions options)
    {
        TimeSpan[] Spent() => [.. subject.Servers.Select(server => server.Cpu), postgres is null ? TimeSpan.Zero : CpuTime.Of(postgres.ProcessId), CpuTime.OfOne(Environment.ProcessId), CpuTime.OfTheMachine()];
        var before = Spent();
        var started = Stopwatch.GetTimestamp();
        var run = await subject.RunAsync(options.Connections, TimeSpan.FromSeconds(options.Seconds));
        var processors = Stopwatch.GetElapsedTime(started) * Environment.ProcessorCount;
        var spent = Spent().Zip(before, (after, start) => after - start).ToArray();
        if (run.Answers == 0)
        {
            throw new InvalidOperationException($"{subject.Name} acknowledged nothing: more --sessions, or fewer --rounds.");
        }

        var (own, machine) = (spent[..^1].Aggregate(TimeSpan.Zero, (sum, time) => sum + time), spent[^1]);
        var each = spent[..^1].Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds / run.Answers:0}")).ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{database} {subject.Name,-12} {run.PerSecond,8:0} answers/s  p50 {run.P50,6:0.0} ms  p99 {run.P99,6:0.0} ms  refused {run.Refused}  processor us/answer: servers {string.Join(" + ", each[..^2])}, database {each[^2]}, driver {each[^1]}; processors {own / processors:P0} ours, {(machine - own) / processors:P0} others'"));
        return run;
    }

    private static double Ratio(List<LoadResult> ours, List<LoadResult> plain, Func<LoadResult, double> of) => Median(ours, of) / Median(plain, of);

    private static double Median(List<LoadResult> runs, Func<LoadResult, double> of) => runs.Select(of).Order().ElementAt(runs.Count / 2);
}
