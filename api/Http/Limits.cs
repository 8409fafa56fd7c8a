using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Http;

/// <summary>The buckets of one kind of caller; the idle ones are forgotten, so that the number of callers seen does not grow memory.</summary>
internal sealed class Limits<TKey>(string name, Rate rate, TimeProvider clock) where TKey : notnull
{
    private const int SweepEvery = 4_096;
    private readonly ConcurrentDictionary<TKey, RateBucket> _buckets = new();
    private int _untilSweep = SweepEvery;

    /// <summary>The policy as the <c>RateLimit-Policy</c> header says it.</summary>
    public string Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={rate.Burst};w={rate.Window}");

    internal int Count => _buckets.Count;

    /// <summary>Takes one request from the caller's bucket, and tells what is left in the headers.</summary>
    public bool TryTake(TKey caller, HttpResponse response)
    {
        var now = Now();
        var verdict = _buckets.GetOrAdd(caller, static _ => new()).Take(rate, now);
        if (Interlocked.Decrement(ref _untilSweep) == 0)
        {
            Sweep(now);
        }

        response.Headers["RateLimit-Policy"] = Policy;
        response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={verdict.Remaining};t={verdict.Seconds}");
        if (!verdict.Accepted)
        {
            response.Headers.RetryAfter = Math.Max(1, verdict.Seconds).ToString(CultureInfo.InvariantCulture);
        }

        return verdict.Accepted;
    }

    private long Now() => clock.GetElapsedTime(0).Ticks;

    private void Sweep(long now)
    {
        foreach (var (caller, bucket) in _buckets)
        {
            if (bucket.IsIdle(now))
            {
                _buckets.TryRemove(caller, out _);
            }
        }

        Volatile.Write(ref _untilSweep, Math.Max(SweepEvery, _buckets.Count));
    }
}

/// <summary>The three kinds of buckets of this process.</summary>
internal sealed class LimitSet(IOptions<LimitOptions> options, TimeProvider clock)
{
    public Limits<string> Rooms { get; } = new("room", new(options.Value.RoomPerSecond, options.Value.RoomBurst), clock);

    public Limits<Guid> Tenants { get; } = new("tenant", new(options.Value.TenantPerSecond, options.Value.TenantBurst), clock);

    public Limits<string> SignIns { get; } = new("sign-in", new(options.Value.SignInPerSecond, options.Value.SignInBurst), clock);
}
