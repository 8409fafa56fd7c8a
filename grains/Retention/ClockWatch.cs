namespace JobInterview.Grains.Retention;

/// <summary>What to believe of the wall clock: it may be wrong, and what is destroyed early can not be put back. A jump forward by over an hour waits
/// for the database's clock or for the next tick; a jump back is believed at once, since it destroys nothing early.</summary>
/// <param name="Wall">The wall clock when it was believed last.</param>
/// <param name="Elapsed">The time since the process started, at that moment.</param>
/// <param name="DoubtedAt">The same, when a jump was first seen.</param>
public sealed record ClockWatch(DateTimeOffset Wall, TimeSpan Elapsed, TimeSpan? DoubtedAt = null)
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);
    public static readonly TimeSpan DoubtLasts = TimeSpan.FromMinutes(5);

    /// <summary>The time to act by, and the watch after this look.</summary>
    public (DateTimeOffset Now, ClockWatch Next) Look(DateTimeOffset wall, TimeSpan elapsed, DateTimeOffset? database)
    {
        var expected = Wall + (elapsed - Elapsed);
        var isBelieved = wall <= expected + Tolerance || database is { } other && (other - wall).Duration() <= Tolerance || DoubtedAt is { } since && elapsed - since >= DoubtLasts;
        return isBelieved ? (wall, new(wall, elapsed)) : (expected, this with { DoubtedAt = DoubtedAt ?? elapsed });
    }
}
