using System.Globalization;

namespace JobInterview.Benchmarks;

/// <summary>How much expires, among how much that is kept, and how often.</summary>
internal sealed record RetentionOptions(int Expired, int[] Kept, int Rounds)
{
    public static RetentionOptions Parse(CommandWords words) => new(words.Number("--expired", 2_000), words.Numbers("--kept", 10_000, 1_000_000), words.Number("--rounds", 3));
}

/// <summary>Microseconds for each destroyed recording among so many that are kept, by round.</summary>
internal sealed record RetentionResult(int Kept, List<double> Costs)
{
    public double Cost => Costs.Median();
}

/// <summary>What it costs to destroy what is due, with keys, files, rows, ledger and audit log, as the number of things that are kept grows. One process on SQLite;
/// the sizes take turns, so that what else the machine does falls on each of them, and the median counts.</summary>
internal static class RetentionBenchmark
{
    public static async Task<int> RunAsync(RetentionOptions options)
    {
        var results = await MeasureAsync(options);
        foreach (var result in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Kept,9} kept: median {result.Cost:0} us for each, {1_000_000 / result.Cost:0} a second; of rounds {string.Join(", ", result.Costs.Select(cost => cost.ToString("0", CultureInfo.InvariantCulture)))}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cost per destroyed recording, {results[^1].Kept} kept against {results[0].Kept}: {results[^1].Cost / results[0].Cost:0.00}x"));
        return 0;
    }

    public static async Task<List<RetentionResult>> MeasureAsync(RetentionOptions options)
    {
        var companies = new List<KeptCompany>();
        try
        {
            foreach (var kept in options.Kept)
            {
                companies.Add(await KeptCompany.CreateAsync(kept));
                await companies[^1].DestroyAsync(options.Expired);        // the first pays for the compiler and the caches, and is not counted
            }

            var results = companies.ConvertAll(company => new RetentionResult(company.Kept, []));
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (company, result) in companies.Zip(results))
                {
                    result.Costs.Add(await company.DestroyAsync(options.Expired));
                }
            }

            return results;
        }
        finally
        {
            companies.ForEach(company => company.Dispose());
        }
    }
}
