using System.Diagnostics;
using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>One run of one subject, and the processor time that it cost, by process.</summary>
/// <param name="Ours">The part of all processors that this run used.</param>
/// <param name="Others">The part that others used meanwhile: above a twentieth the numbers say little.</param>
internal sealed record CostedRun(LoadResult Load, TimeSpan[] Servers, TimeSpan Database, TimeSpan Driver, double Ours, double Others)
{
    public static async Task<CostedRun> MeasureAsync(ISubject subject, PostgresServer? postgres, int connections, TimeSpan duration)
    {
        TimeSpan[] Spent() => [.. subject.Servers.Select(server => server.Cpu), postgres is null ? TimeSpan.Zero : CpuTime.Of(postgres.ProcessId), CpuTime.OfOne(Environment.ProcessId), CpuTime.OfTheMachine()];
        var before = Spent();
        var started = Stopwatch.GetTimestamp();
        var load = await subject.RunAsync(connections, duration);
        var processors = Stopwatch.GetElapsedTime(started) * Environment.ProcessorCount;
        var spent = Spent().Zip(before, (after, start) => after - start).ToArray();
        if (load.Answers == 0)
        {
            throw new InvalidOperationException($"{subject.Name} acknowledged nothing: more --sessions, or fewer --rounds.");
        }

        var own = spent[..^1].Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
        return new(load, spent[..^3], spent[^3], spent[^2], own / processors, (spent[^1] - own) / processors);
    }

    public double PerAnswer(TimeSpan spent) => spent.TotalMicroseconds / Load.Answers;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Load.PerSecond,8:0} answers/s  p50 {Load.P50,6:0.0} ms  p99 {Load.P99,6:0.0} ms  refused {Load.Refused}  processor us/answer: servers {string.Join(" + ", Servers.Select(PerAnswer).Select(us => us.ToString("0", CultureInfo.InvariantCulture)))}, database {PerAnswer(Database):0}, driver {PerAnswer(Driver):0}; processors {Ours:P0} ours, {Others:P0} others'");
}

/// <summary>The middle of several rounds.</summary>
internal static class Rounds
{
    public static double Median<T>(this IEnumerable<T> rounds, Func<T, double> of) => rounds.Select(of).Median();

    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
