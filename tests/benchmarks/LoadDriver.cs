using System.Diagnostics;
using System.Net;

namespace JobInterview.Benchmarks;

/// <summary>A lean closed-loop HTTP/1.1 driver, the same for every server: a connection sends one request, waits for its answer, sends the next.</summary>
internal static class LoadDriver
{
    /// <summary>Runs for a while over some connections; <paramref name="next"/> gives each connection its next request, <paramref name="answered"/> is told of each whether it was accepted.</summary>
    public static async Task<LoadResult> RunAsync(
        IPEndPoint server, int connections, TimeSpan duration, Func<int, (byte[] Request, int Tag)?> next, Action<int, bool> answered)
    {
        using var end = new CancellationTokenSource(duration);
        var started = Stopwatch.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => ConnectionAsync(server, i, next, answered, end.Token))));
        var elapsed = Stopwatch.GetElapsedTime(started);
        var latencies = runs.SelectMany(run => run.Latencies).Order().ToArray();
        return new(latencies.Length, latencies.Length / elapsed.TotalSeconds, At(latencies, .5), At(latencies, .99), runs.Sum(run => run.Refused));
    }

    public static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * share)];

    private static async Task<(List<double> Latencies, int Refused)> ConnectionAsync(
        IPEndPoint server, int connection, Func<int, (byte[] Request, int Tag)?> next, Action<int, bool> answered, CancellationToken end)
    {
        var latencies = new List<double>(1_000);
        var refused = 0;
        using var line = await LoadLine.OpenAsync(server);
        while (!end.IsCancellationRequested && next(connection) is var (request, tag))
        {
            var sent = Stopwatch.GetTimestamp();
            var isAccepted = await line.AskAsync(request) == 200;
            answered(tag, isAccepted);
            if (isAccepted)
            {
                latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
            else
            {
                refused++;
            }
        }

        return (latencies, refused);
    }
}

/// <summary>What a run came to; latencies in milliseconds.</summary>
internal sealed record LoadResult(int Answers, double PerSecond, double P50, double P99, int Refused);
