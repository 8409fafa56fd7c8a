using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Very many interviews live at the same time, each with an answer now and then and, where asked for, an open stream: what one costs in memory, and how long an answer takes.</summary>
internal static class LiveBenchmark
{
    private const int WarmUp = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    public static async Task<int> RunAsync(LiveOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        try
        {
            await using var postgres = await PostgresServer.StartAsync();
            await using var product = await ProductSubject.StartAsync(folder, postgres, Topology.Hosted, WarmUp);
            var server = product.Servers[^1];
            await AnswerAsync(product, server.EndPoint, options with { Every = 1, Seconds = 20 });      // compiled, pools filled
            var idle = server.MemoryBytes;
            await product.OpenRoomsAsync(options.Sessions - WarmUp);
            var held = server.MemoryBytes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"idle {idle / 1024.0 / 1024:0} MiB, {options.Sessions} sessions held {held / 1024.0 / 1024:0} MiB"));

            var load = await AnswerAsync(product, server.EndPoint, options);
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

    // An answer is due when it is due, whether the one before it has been taken or not: a slow server is not asked less.
    private static async Task<LoadResult> AnswerAsync(ProductSubject product, IPEndPoint server, LiveOptions options)
    {
        var lines = new ConcurrentBag<LoadLine>();
        var latencies = new ConcurrentBag<double>();
        var refused = 0;
        var asked = new List<Task>();
        var (rooms, started) = (product.Rooms, Stopwatch.GetTimestamp());
        var all = (long)rooms.Count * options.Seconds / options.Every;
        using (var clock = new PeriodicTimer(Tick))
        {
            while (asked.Count < all && await clock.WaitForNextTickAsync())
            {
                var due = Math.Min(all, (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * rooms.Count / options.Every));
                while (asked.Count < due)
                {
                    var number = asked.Count;
                    asked.Add(AskAsync(rooms[number % rooms.Count], TimeSpan.FromSeconds((double)number * options.Every / rooms.Count)));
                }
            }
        }

        await Task.WhenAll(asked);
        var elapsed = Stopwatch.GetElapsedTime(started);
        foreach (var line in lines)
        {
            line.Dispose();
        }

        var sorted = latencies.Order().ToArray();
        return new(sorted.Length, sorted.Length / elapsed.TotalSeconds, LoadDriver.At(sorted, .5), LoadDriver.At(sorted, .99), refused);

        async Task AskAsync(Room room, TimeSpan due)
        {
            var line = lines.TryTake(out var free) ? free : await LoadLine.OpenAsync(server);
            var isAccepted = await line.AskAsync(room.NextTurn()!) == 200;
            lines.Add(line);
            room.Answered(isAccepted);
            if (isAccepted)
            {
                latencies.Add((Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds);
            }
            else
            {
                Interlocked.Increment(ref refused);
            }
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
