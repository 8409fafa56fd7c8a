using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>What the interviews of one company feel of another one that asks for as much as it can: answers of 200 rooms, by turns alone and beside the flood, with the limits of an ordinary installation.</summary>
internal static class NeighbourBenchmark
{
    public const int Rooms = 200;
    public const int Every = 4;
    private const int Seconds = 16;

    public static async Task<int> RunAsync(NeighbourOptions options)
    {
        var result = await MeasureAsync(options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Rooms / Every} answers a second beside {options.Connections} connections of another company: p99 {result.Ratio:0.00}x of alone, medians of {options.Rounds}; refused {result.Refused}"));
        return result.Refused == 0 ? 0 : 1;
    }

    public static async Task<NeighbourResult> MeasureAsync(NeighbourOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        try
        {
            await using var postgres = await PostgresServer.StartAsync();
            await using var product = await ProductSubject.StartAsync(folder, postgres, Topology.Hosted, Rooms, isLimited: true);
            var server = product.Servers[^1];
            using var loud = server.Http();
            var flood = Request.Get("/api/v1/sessions?limit=100", await Newcomer.OpenAsync(loud));
            await OpenLoop.RunAsync(product.Rooms, server.EndPoint, Every, Seconds);
            await FloodAsync(5);

            var rounds = new List<NeighbourRound>();
            for (var round = 0; round < options.Rounds; round++)
            {
                var alone = await OpenLoop.RunAsync(product.Rooms, server.EndPoint, Every, Seconds);
                var flooding = FloodAsync(Seconds + 1);
                var beside = await OpenLoop.RunAsync(product.Rooms, server.EndPoint, Every, Seconds);
                var heard = await flooding;
                rounds.Add(new(alone, beside, heard.PerSecond, heard.Refused / (Seconds + 1.0)));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"alone p50 {alone.P50:0.0} p99 {alone.P99:0.0} ms; beside p50 {beside.P50:0.0} p99 {beside.P99:0.0} ms, {heard.PerSecond:0}/s served to the other and {rounds[^1].RefusedToOther:0}/s refused"));
            }

            await product.FindAcknowledgedAsync();
            return new([.. rounds]);

            Task<LoadResult> FloodAsync(int seconds) =>
                LoadDriver.RunAsync(server.EndPoint, options.Connections, TimeSpan.FromSeconds(seconds), _ => (flood, 0), static (_, _) => { });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>How often, and how loud the other company is.</summary>
internal sealed record NeighbourOptions(int Rounds, int Connections)
{
    public static NeighbourOptions Parse(CommandWords words) => new(words.Number("--rounds", 3), words.Number("--connections", 64));
}

/// <summary>The same answers alone and beside the other company, and what that one got.</summary>
internal sealed record NeighbourRound(LoadResult Alone, LoadResult Beside, double ServedToOther, double RefusedToOther);

/// <summary>Some rounds.</summary>
internal sealed record NeighbourResult(NeighbourRound[] Rounds)
{
    public double Ratio => Rounds.Median(round => round.Beside.P99) / Rounds.Median(round => round.Alone.P99);

    public int Refused => Rounds.Sum(round => round.Beside.Refused);
}
