using System.Globalization;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>What the interviews of one company feel of another one that asks for as much as it can: answers of 200 rooms, by turns alone and beside the flood, with the limits of an ordinary installation.</summary>
internal static class NeighbourBenchmark
{
    private const int Rooms = 200;
    private const int Every = 4;
    private const int Seconds = 16;

    public static async Task<int> RunAsync(int rounds, int connections)
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
            await LoadDriver.RunAsync(server.EndPoint, connections, TimeSpan.FromSeconds(5), _ => (flood, 0), static (_, _) => { });

            var (alone, beside) = (new List<LoadResult>(), new List<LoadResult>());
            for (var round = 0; round < rounds; round++)
            {
                alone.Add(await OpenLoop.RunAsync(product.Rooms, server.EndPoint, Every, Seconds));
                var flooding = LoadDriver.RunAsync(server.EndPoint, connections, TimeSpan.FromSeconds(Seconds + 1), _ => (flood, 0), static (_, _) => { });
                beside.Add(await OpenLoop.RunAsync(product.Rooms, server.EndPoint, Every, Seconds));
                var heard = await flooding;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"alone p50 {alone[^1].P50:0.0} p99 {alone[^1].P99:0.0} ms; beside p50 {beside[^1].P50:0.0} p99 {beside[^1].P99:0.0} ms, {heard.PerSecond:0}/s served to the other and {heard.Refused / (Seconds + 1.0):0}/s refused"));
            }

            await product.FindAcknowledgedAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Rooms / Every} answers a second beside {connections} connections of another company: p99 {Median(beside) / Median(alone):0.00}x of alone, medians of {rounds}; refused {beside.Sum(run => run.Refused)}"));
            return beside.Sum(run => run.Refused) == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(List<LoadResult> runs) => runs.Select(run => run.P99).Order().ElementAt(runs.Count / 2);
}
