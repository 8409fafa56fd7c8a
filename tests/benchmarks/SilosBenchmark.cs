using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Which silo counts and connection counts, how long and how often.</summary>
internal sealed record SilosOptions(int Seconds, int[] Connections, int[] Silos, int Sessions, int Rounds)
{
    public static SilosOptions Parse(CommandWords words) => new(
        words.Number("--seconds", 6), words.Numbers("--connections", 32, 128, 512, 2_000), words.Numbers("--silos", 1, 2, 3), words.Number("--sessions", 2_000), words.Number("--rounds", 3));
}

/// <summary>What one subject did with so many connections, by round.</summary>
internal sealed record SilosResult(string Subject, int Connections, List<CostedRun> Runs);

/// <summary>Answers a second and p99 as silos and connections grow. Where all share all cores, one more silo can only cost; where each has a share of a core and the
/// rest has the other core, the silo's processor is the limit, and one more must give what it has.</summary>
internal static class SilosBenchmark
{
    /// <summary>The part of a core that each silo has where silos are the limit: three of them and the core is not yet full.</summary>
    public const double Share = 0.2;

    public const string Together = "all on all cores";
    public static readonly string Apart = string.Create(CultureInfo.InvariantCulture, $"each silo {Share} of core 1, the rest on core 0");

    /// <param name="place">Only <c>together</c> or only <c>apart</c>; null: one after the other.</param>
    public static async Task<int> RunAsync(SilosOptions options, string? place)
    {
        foreach (var isApart in new[] { false, true }.Where(isApart => place is null || place == (isApart ? "apart" : "together")))
        {
            await MeasureAsync(isApart, options);
        }

        return 0;
    }

    /// <summary>In the order: what is compared with, then one silo, two, and so on; each with all connection counts.</summary>
    public static async Task<List<SilosResult>> MeasureAsync(bool isApart, SilosOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        var rest = isApart ? new Place("0", null) : Place.Anywhere;
        CoreShare[] shares = isApart ? [.. Enumerable.Range(0, options.Silos.Sum()).Select(_ => new CoreShare(Share))] : [];
        await using var postgres = await PostgresServer.StartAsync();
        await PinAsync(postgres, isApart ? "0" : $"0-{Environment.ProcessorCount - 1}");
        var products = new List<ProductSubject>();
        PlainSubject? plain = null;
        try
        {
            var free = new Queue<CoreShare>(shares);
            foreach (var silos in options.Silos)
            {
                Place[] places = [.. Enumerable.Range(0, silos).Select(_ => isApart ? new Place("1", free.Dequeue()) : Place.Anywhere)];
                products.Add(await ProductSubject.StartAsync(folder, postgres, new ProductLayout($"{silos} silo{(silos == 1 ? "" : "s")}", places, rest), options.Sessions));
            }

            plain = isApart ? null : await PlainSubject.StartAsync(folder, postgres, options.Sessions);
            ISubject[] subjects = plain is null ? [.. products] : [plain, await PgbenchSubject.StartAsync(folder, postgres, options.Sessions), .. products];
            var results = await TakeTurnsAsync(subjects, shares, postgres, options);
            foreach (var product in products)
            {
                await product.FindAcknowledgedAsync();
            }

            return results;
        }
        finally
        {
            foreach (var subject in products.Cast<IAsyncDisposable>().Concat(plain is null ? [] : [plain]))
            {
                await subject.DisposeAsync();
            }

            Array.ForEach(shares, share => share.Dispose());
            await PinAsync(postgres, $"0-{Environment.ProcessorCount - 1}");
            Directory.Delete(folder, recursive: true);
        }
    }

    // A share is for the load alone: with a fifth of a core, rooms are not made but refused.
    private static async Task<List<SilosResult>> TakeTurnsAsync(ISubject[] subjects, CoreShare[] shares, PostgresServer postgres, SilosOptions options)
    {
        foreach (var subject in subjects)
        {
            await AnswersBenchmark.WarmUpAsync(subject, options.Connections[0], options.Sessions);
        }

        var results = subjects.SelectMany(subject => options.Connections.Where(connections => subject is not PgbenchSubject || connections <= PgbenchSubject.MaxConnections)
            .Select(connections => (subject, Result: new SilosResult(subject.Name, connections, [])))).ToList();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (subject, result) in results.OrderBy(pair => pair.Result.Connections))
            {
                await (subject is ProductSubject product ? product.TopUpAsync(options.Sessions) : Task.CompletedTask);
                Array.ForEach(shares, share => share.Narrow());
                result.Runs.Add(await CostedRun.MeasureAsync(subject, postgres, result.Connections, TimeSpan.FromSeconds(options.Seconds)));
                Array.ForEach(shares, share => share.Widen());
                Console.WriteLine($"{subject.Name,-8} {result.Connections,5} connections {result.Runs[^1]}");
            }
        }

        return results.ConvertAll(pair => pair.Result);
    }

    // The driver is this process.
    private static async Task PinAsync(PostgresServer postgres, string cores)
    {
        await Place.PinAsync(Environment.ProcessId, cores);
        await Place.PinAsync(postgres.ProcessId, cores);
    }
}
