namespace JobInterview.Grains.Retention;

/// <summary>What to believe of the wall clock: it may be wrong, and what is destroyed early can not be put back. A jump forward by over an hour waits
/// for the database's clock, or until the same jump is still there minutes later; a jump back is believed at once, since it destroys nothing early.</summary>
/// <param name="Wall">The wall clock when it was believed last.</param>
/// <param name="Elapsed">The time since the process started, at that moment.</param>
/// <param name="Doubt">The jump that is not believed yet.</param>
public sealed record ClockWatch(DateTimeOffset Wall, TimeSpan Elapsed, ClockDoubt? Doubt = null)
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);
    public static readonly TimeSpan DoubtLasts = TimeSpan.FromMinutes(5);

    /// <summary>The time to act by, and the watch after this look.</summary>
    public (DateTimeOffset Now, ClockWatch Next) Look(DateTimeOffset wall, TimeSpan elapsed, DateTimeOffset? database)
    {
        var expected = Wall + (elapsed - Elapsed);
        var doubt = Doubt is { } seen && seen.IsOf(wall, elapsed) ? seen : new ClockDoubt(wall, elapsed);
        var isBelieved = wall <= expected + Tolerance || database is { } other && (other - wall).Duration() <= Tolerance || elapsed - doubt.Elapsed >= DoubtLasts;
        return isBelieved ? (wall, new(wall, elapsed)) : (expected, this with { Doubt = doubt });
    }
}

/// <summary>A jump of the wall clock, when it was first seen; another jump begins a doubt of its own.</summary>
/// <param name="Wall">What the clock said then.</param>
/// <param name="Elapsed">The time since the process started, at that moment.</param>
public sealed record ClockDoubt(DateTimeOffset Wall, TimeSpan Elapsed)
{
    /// <summary>Whether the clock has gone on from there.</summary>
    internal bool IsOf(DateTimeOffset wall, TimeSpan elapsed) => (wall - (Wall + (elapsed - Elapsed))).Duration() <= ClockWatch.Tolerance;
}
