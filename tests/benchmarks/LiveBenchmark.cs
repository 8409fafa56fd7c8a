using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Very many interviews live at the same time, each with an answer now and then and, where asked for, an open stream: what one costs in memory, and how long an answer takes.</summary>
internal static class LiveBenchmark
{
    private const int WarmUp = 200;

    public static async Task<int> RunAsync(LiveOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        try
        {
            await using var postgres = await PostgresServer.StartAsync();
            await using var product = await ProductSubject.StartAsync(folder, postgres, Topology.Hosted, WarmUp);
            var server = product.Servers[^1];
            await OpenLoop.RunAsync(product.Rooms, server.EndPoint, every: 1, seconds: 20);      // compiled, pools filled
            var idle = server.MemoryBytes;
            await product.OpenRoomsAsync(options.Sessions - WarmUp);
            var held = server.MemoryBytes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"idle {idle / 1024.0 / 1024:0} MiB, {options.Sessions} sessions held {held / 1024.0 / 1024:0} MiB"));

            var load = await OpenLoop.RunAsync(product.Rooms, server.EndPoint, options.Every, options.Seconds);
            var busy = server.MemoryBytes;
            await product.FindAcknowledgedAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{options.Sessions} live sessions, an answer of each every {options.Every} s for {options.Seconds} s: {load.PerSecond:0}/s, p50 {load.P50:0.0} ms, p99 {load.P99:0.0} ms, refused {load.Refused}; " +
                $"memory per session above the idle process {Each(held):0.0} KiB when started, {Each(busy):0.0} KiB after the answers; every acknowledged answer found"));
            return load.Refused == 0 ? 0 : 1;

            double Each(long memory) => (memory - idle) / 1024.0 / (options.Sessions - WarmUp);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>How many sessions, how often each answers, how long.</summary>
internal sealed record LiveOptions(int Sessions, int Every, int Seconds)
{
    public static LiveOptions Parse(string[] words)
    {
        var set = words.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
        return new(set.GetValueOrDefault("--sessions", 10_000), set.GetValueOrDefault("--every", 30), set.GetValueOrDefault("--seconds", 60));
    }
}
