using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Very many interviews live at the same time, each with an answer now and then and, where asked for, an open stream: what one costs in memory, and how long an answer takes.</summary>
internal static class LiveBenchmark
{
    private const int WarmUp = 200;
    private const int Steps = 4;

    public static async Task<int> RunAsync(LiveOptions options)
    {
        var result = await MeasureAsync(options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{options.Sessions} live sessions, an answer of each every {options.Every} s for {options.Seconds} s: {result.Load.PerSecond:0}/s, p50 {result.Load.P50:0.0} ms, p99 {result.Load.P99:0.0} ms, refused {result.Load.Refused}; " +
            $"memory per session above the idle process {result.StartedKiB:0.0} KiB when started, {result.AnsweredKiB:0.0} KiB after the answers; every acknowledged answer found"));
        return result.Load.Refused == 0 ? 0 : 1;
    }

    public static async Task<LiveResult> MeasureAsync(LiveOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        try
        {
            await using var postgres = await PostgresServer.StartAsync();
            await using var product = await ProductSubject.StartAsync(folder, postgres, Topology.Hosted, WarmUp);
            var server = product.Servers[^1];
            await OpenLoop.RunAsync(product.Rooms, server.EndPoint, every: 1, seconds: 20);      // compiled, pools filled
            var started = new List<MemoryAt> { new(WarmUp, server.MemoryBytes) };
            for (var step = 1; step <= Steps; step++)
            {
                await product.TopUpAsync(options.Sessions * step / Steps);
                started.Add(new(product.Rooms.Count, server.MemoryBytes));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{started[^1].Sessions} sessions held in {started[^1].MiB:0} MiB"));
            }

            var load = await OpenLoop.RunAsync(product.Rooms, server.EndPoint, options.Every, options.Seconds);
            var answered = new MemoryAt(product.Rooms.Count, server.MemoryBytes);
            await product.FindAcknowledgedAsync();
            return new(load, [.. started], answered);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>What a process held when so many sessions were live.</summary>
internal readonly record struct MemoryAt(int Sessions, long Bytes)
{
    public double MiB => Bytes / 1024.0 / 1024;

    /// <summary>For each session that came since.</summary>
    public double KiBEachSince(MemoryAt idle) => (Bytes - idle.Bytes) / 1024.0 / (Sessions - idle.Sessions);
}

/// <summary>How long answers took, and the memory: idle first, then as sessions were started, then after the answers.</summary>
internal sealed record LiveResult(LoadResult Load, MemoryAt[] Started, MemoryAt Answered)
{
    public double StartedKiB => Started[^1].KiBEachSince(Started[0]);

    public double AnsweredKiB => Answered.KiBEachSince(Started[0]);
}

/// <summary>How many sessions, how often each answers, how long.</summary>
internal sealed record LiveOptions(int Sessions, int Every, int Seconds)
{
    public static LiveOptions Parse(CommandWords words) => new(words.Number("--sessions", 10_000), words.Number("--every", 30), words.Number("--seconds", 60));
}
