using System.Diagnostics;
using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Many event streams on one interview: what an answer costs the server for each of them, and how late they have it. An answer is sent when everyone has the one before it.</summary>
internal static class FollowerBenchmark
{
    private static readonly TimeSpan SlowestArrival = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(FollowerOptions options)
    {
        await MeasureAsync(options);
        return 0;
    }

    public static async Task<List<FollowerResult>> MeasureAsync(FollowerOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        try
        {
            await using var postgres = await PostgresServer.StartAsync();
            await using var product = await ProductSubject.StartAsync(folder, postgres, Topology.Hosted, sessions: 0);
            var results = new List<FollowerResult>();
            foreach (var followers in options.Followers.Prepend(options.Followers[^1]))         // the first is the warm-up
            {
                await product.OpenRoomsAsync(1);
                results.Add(await FollowAsync(product.Rooms[^1], product.Servers[^1], followers, options.Answers));
            }

            await product.FindAcknowledgedAsync();
            results.RemoveAt(0);
            results.ForEach(Console.WriteLine);
            return results;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<FollowerResult> FollowAsync(Room room, ServerProcess server, int followers, int answers)
    {
        var lines = await Task.WhenAll(Enumerable.Range(0, followers).Select(_ => FollowerLine.OpenAsync(server.EndPoint, room.Token)));
        using var candidate = await LoadLine.OpenAsync(server.EndPoint);
        var late = new List<double>();
        var before = server.Cpu;
        for (var answer = 1; answer <= answers; answer++)
        {
            var sent = Stopwatch.GetTimestamp();
            var arrivals = Task.WhenAll(lines.Select(line => line.ReachAsync(answer)));
            if (await candidate.AskAsync(room.NextTurn()!) != 200)
            {
                throw new InvalidOperationException("The interview that is followed came to its end: fewer --answers.");
            }

            room.Answered(isAccepted: true);
            late.AddRange((await arrivals.WaitAsync(SlowestArrival)).Select(at => Stopwatch.GetElapsedTime(sent, at).TotalMilliseconds));
        }

        var spent = server.Cpu - before;
        foreach (var line in lines)
        {
            line.Dispose();
        }

        double[] sorted = [.. late.Order()];
        return new(followers, spent.TotalMicroseconds / answers, LoadDriver.At(sorted, .5), LoadDriver.At(sorted, .99));
    }
}

/// <summary>How many streams, in rising order, and how many answers they see.</summary>
internal sealed record FollowerOptions(int[] Followers, int Answers)
{
    public static FollowerOptions Parse(CommandWords words) => new(words.Numbers("--followers", 1, 10, 100, 500, 1_000), words.Number("--answers", 100));
}

/// <summary>Processor time of the server for one answer and its events, and how many milliseconds after it was sent a follower had it.</summary>
internal sealed record FollowerResult(int Followers, double MicrosecondsPerAnswer, double P50, double P99)
{
    /// <summary>What each follower adds to the time of one alone.</summary>
    public double EachBeside(FollowerResult one) => Followers == one.Followers ? 0 : (MicrosecondsPerAnswer - one.MicrosecondsPerAnswer) / (Followers - one.Followers);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Followers,5} followers: {MicrosecondsPerAnswer,8:0} us of the server for an answer; a follower has it after {P50:0.0} ms, p99 {P99:0.0} ms");
}
