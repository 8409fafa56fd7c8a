namespace JobInterview.Api.Http;

/// <summary>A token bucket as one number (GCRA): the time at which it will be full again.</summary>
internal sealed class RateBucket
{
    private long _fullAt;

    /// <summary>Whether it has been full for longer than it takes to fill: nothing is lost by forgetting it.</summary>
    public bool IsIdle(long now) => Volatile.Read(ref _fullAt) < now;

    /// <summary>Takes one token if there is one; <paramref name="now"/> counts ticks of 100 ns on any clock that never runs back.</summary>
    public RateVerdict Take(Rate rate, long now)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _fullAt);
            var fullAt = Math.Max(seen, now) + rate.TicksEach;
            var ahead = fullAt - now;
            if (ahead > rate.TicksAll)
            {
                return new(false, 0, Seconds(ahead - rate.TicksAll));
            }

            if (Interlocked.CompareExchange(ref _fullAt, fullAt, seen) == seen)
            {
                return new(true, (int)((rate.TicksAll - ahead) / rate.TicksEach), Seconds(ahead));
            }
        }
    }

    private static int Seconds(long ticks) => (int)((ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}

/// <summary>So many a second for ever, and so many at once.</summary>
internal readonly record struct Rate(int PerSecond, int Burst)
{
    public long TicksEach => TimeSpan.TicksPerSecond / PerSecond;

    public long TicksAll => TicksEach * Burst;

    /// <summary>The seconds in which an empty bucket fills.</summary>
    public int Window => (Burst + PerSecond - 1) / PerSecond;
}

/// <summary>What a bucket said: how many remain, and after how many seconds it is full, or has one again when it was empty.</summary>
internal readonly record struct RateVerdict(bool Accepted, int Remaining, int Seconds);
