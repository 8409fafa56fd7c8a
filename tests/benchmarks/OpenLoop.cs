using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace JobInterview.Benchmarks;

/// <summary>Every room answers every so many seconds. An answer is due when it is due, whether the one before it has been taken or not: a slow server is not asked less, and its latency counts from then.</summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    public static async Task<LoadResult> RunAsync(IReadOnlyList<Room> rooms, IPEndPoint server, int every, int seconds)
    {
        var lines = new ConcurrentBag<LoadLine>();
        var latencies = new ConcurrentBag<double>();
        var refused = 0;
        var asked = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        var all = (long)rooms.Count * seconds / every;
        using (var clock = new PeriodicTimer(Tick))
        {
            while (asked.Count < all && await clock.WaitForNextTickAsync())
            {
                var due = Math.Min(all, 1 + (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * rooms.Count / every));      // the first is due at once
                while (asked.Count < due)
                {
                    var number = asked.Count;
                    asked.Add(AskAsync(rooms[number % rooms.Count], TimeSpan.FromSeconds((double)number * every / rooms.Count)));
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
