namespace JobInterview.Grains.Sessions;

/// <summary>The candidate's clock: it runs only while the interview does, and stands still in suspension and requested think time.</summary>
/// <param name="Budget">The time of the whole interview.</param>
/// <param name="Used">What had run when the clock last stopped.</param>
/// <param name="RunsFrom">Since when it runs, or from when it will (the end of think time), or null while it stands.</param>
public sealed record SessionClock(TimeSpan Budget, TimeSpan Used, DateTimeOffset? RunsFrom)
{
    public bool IsRunningAt(DateTimeOffset now) => RunsFrom <= now;

    public TimeSpan RemainingAt(DateTimeOffset now) => Max(TimeSpan.Zero, Budget - Used - RunningAt(now));

    /// <summary>When the time is up if nothing stops it, or null while it stands.</summary>
    public DateTimeOffset? RunsOutAt => RunsFrom + Max(TimeSpan.Zero, Budget - Used);

    public SessionClock StartAt(DateTimeOffset at) => RunsFrom is null ? this with { RunsFrom = at } : this;

    public SessionClock StopAt(DateTimeOffset at) => this with { Used = Used + RunningAt(at), RunsFrom = null };

    /// <summary>Stands still until a moment and then runs on by itself.</summary>
    public SessionClock HoldFrom(DateTimeOffset at, DateTimeOffset until) => StopAt(at) with { RunsFrom = until };

    /// <summary>Ends a hold early.</summary>
    public SessionClock ReleaseAt(DateTimeOffset at) => RunsFrom > at ? this with { RunsFrom = at } : this;

    private TimeSpan RunningAt(DateTimeOffset now) => RunsFrom is { } from ? Max(TimeSpan.Zero, now - from) : TimeSpan.Zero;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
