using System.Diagnostics;
using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>From the start of the program as built from a clone to the first 200 of <c>/health/ready</c>, with its schema, keys and demo made on the way, and again on what the first start left.</summary>
internal static class ColdStartBenchmark
{
    public static async Task<int> RunAsync(CommandWords words)
    {
        await MeasureAsync(words.Number("--rounds", 5));
        return 0;
    }

    public static async Task<List<ColdStartResult>> MeasureAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        try
        {
            await using var postgres = await PostgresServer.StartAsync();
            List<ColdStartResult> results = [new("plain endpoint", [], []), new("product, SQLite", [], []), new("product, PostgreSQL", [], [])];
            for (var round = 0; round < rounds; round++)
            {
                var plain = Path.Combine(folder, $"plain{round}.db");
                await StartTwiceAsync(results[0], "/", port => ([], [Checkout.Built("tests/benchmarks", "JobInterview.Benchmarks.dll"), "plain", "sqlite", $"Data Source={plain}", $"http://127.0.0.1:{port}"]));
                await ProductAsync(results[1], Path.Combine(folder, $"one{round}"), null);
                await ProductAsync(results[2], Path.Combine(folder, $"hosted{round}"), postgres);
            }

            results.ForEach(Console.WriteLine);
            return results;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ProductAsync(ColdStartResult result, string data, PostgresServer? postgres)
    {
        var settings = await ProductSettings.MakeAsync(ServerProcess.FreePort(), data, postgres);
        await StartTwiceAsync(result, "/health/ready", port =>
        {
            (settings["ASPNETCORE_URLS"], settings["PublicUrl"]) = ($"http://127.0.0.1:{port}", $"http://localhost:{port}/");
            return (settings, [Checkout.Built("api", "JobInterview.Api.dll")]);
        });
    }

    private static async Task StartTwiceAsync(ColdStartResult result, string ready, Func<int, (Dictionary<string, string> Settings, string[] Command)> with)
    {
        foreach (var times in new[] { result.First, result.Again })
        {
            var port = ServerProcess.FreePort();
            var (settings, command) = with(port);
            var started = Stopwatch.GetTimestamp();
            await using var server = await ServerProcess.StartAsync(port, ready, settings, command);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}

/// <summary>Milliseconds from the start to ready, by round: on nothing, and on what the first start left.</summary>
internal sealed record ColdStartResult(string Name, List<double> First, List<double> Again)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name,-20} ready after {First.Median():0} ms on nothing, {Again.Median():0} ms again");
}
