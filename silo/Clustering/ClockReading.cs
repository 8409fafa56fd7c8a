namespace JobInterview.Silo.Clustering;

/// <summary>This process's clock beside the clock that all processes share, the database's.</summary>
/// <param name="Own">What it is here.</param>
/// <param name="Counted">How long this machine has counted, whatever its date says.</param>
/// <param name="Ahead">How far this clock is ahead of the database's, at least; negative: behind.</param>
internal readonly record struct ClockReading(DateTimeOffset Own, TimeSpan Counted, TimeSpan Ahead)
{
    /// <summary>Deadlines, tokens and retention are off by no more than this.</summary>
    public static readonly TimeSpan MostApart = TimeSpan.FromSeconds(30);

    public bool IsApart => Ahead.Duration() > MostApart;

    /// <param name="asked">When the question left.</param>
    /// <param name="database">What the database answered: a moment between the two others.</param>
    /// <param name="told">When the answer was here.</param>
    /// <param name="counted">How long this machine has counted.</param>
    public static ClockReading Of(DateTimeOffset asked, DateTimeOffset database, DateTimeOffset told, TimeSpan counted) =>
        new(told, counted, database < asked ? asked - database : database > told ? told - database : TimeSpan.Zero);

    /// <summary>The date here is another one than the time that was counted since, and the database does not agree with it: it is this clock that is wrong.</summary>
    public bool HasLeft(ClockReading start) => IsApart && (Own - start.Own - (Counted - start.Counted)).Duration() > MostApart;

    public override string ToString() => $"{TimeSpan.FromSeconds(Math.Round(Ahead.Duration().TotalSeconds))} {(Ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's";
}
