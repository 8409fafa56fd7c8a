using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Http;

/// <summary>What one kind of caller asks for, and how often each is refused, as two buckets for each; the idle ones are forgotten, so that the number of callers seen does not grow memory.</summary>
internal sealed class Limits<TKey>(string name, Rate rate, TimeProvider clock) where TKey : notnull
{
    private const int SweepEvery = 4_096;
    private static readonly Rate Refusals = new(PerSecond: 20, Burst: 100);
    private readonly ConcurrentDictionary<TKey, Caller> _callers = new();
    private int _untilSweep = SweepEvery;

    /// <summary>The policy as the <c>RateLimit-Policy</c> header says it.</summary>
    public string Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={rate.Burst};w={rate.Window}");

    internal int Count => _callers.Count;

    /// <summary>Takes one request from the caller's bucket, and tells what is left in the headers.</summary>
    public Share Take(TKey key, HttpResponse response)
    {
        var now = Now();
        var caller = _callers.GetOrAdd(key, static _ => new(new(), new()));
        var verdict = caller.Requests.Take(rate, now);
        if (Interlocked.Decrement(ref _untilSweep) == 0)
        {
            Sweep(now);
        }

        response.Headers["RateLimit-Policy"] = Policy;
        response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={verdict.Remaining};t={verdict.Seconds}");
        if (verdict.Accepted)
        {
            return Share.Left;
        }

        response.Headers.RetryAfter = Math.Max(1, verdict.Seconds).ToString(CultureInfo.InvariantCulture);
        return caller.Refusals.Take(Refusals, now).Accepted ? Share.Used : Share.Overrun;
    }

    private long Now() => clock.GetElapsedTime(0).Ticks;

    private void Sweep(long now)
    {
        foreach (var (key, caller) in _callers)
        {
            if (caller.Requests.IsIdle(now) && caller.Refusals.IsIdle(now))
            {
                _callers.TryRemove(key, out _);
            }
        }

        Volatile.Write(ref _untilSweep, Math.Max(SweepEvery, _callers.Count));
    }

    private sealed record Caller(RateBucket Requests, RateBucket Refusals);
}

/// <summary>What a request found of its caller's share. Overrun: used up, and the caller asks on, however often it is told.</summary>
internal enum Share { Left, Used, Overrun }

/// <summary>The three kinds of buckets of this process.</summary>
internal sealed class LimitSet(IOptions<LimitOptions> options, TimeProvider clock)
{
    public Limits<string> Rooms { get; } = new("room", new(options.Value.RoomPerSecond, options.Value.RoomBurst), clock);

    public Limits<Guid> Tenants { get; } = new("tenant", new(options.Value.TenantPerSecond, options.Value.TenantBurst), clock);

    public Limits<string> SignIns { get; } = new("sign-in", new(options.Value.SignInPerSecond, options.Value.SignInBurst), clock);
}
