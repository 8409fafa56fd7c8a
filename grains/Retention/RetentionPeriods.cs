namespace JobInterview.Grains.Retention;

/// <summary>A company's own clocks, in days from the end of an interview. For recordings it can only shorten what the plan says.</summary>
[GenerateSerializer, Immutable, Alias("retention-periods")]
public sealed record RetentionPeriods
{
    public const int Least = 1;
    public const int Most = 3_653;

    public static readonly RetentionPeriods Default = new();

    /// <summary>Null: as long as the plan allows.</summary>
    [Id(0)] public int? RecordingDays { get; init; }

    [Id(1)] public int TranscriptDays { get; init; } = 730;

    [Id(2)] public int ScorecardDays { get; init; } = 730;

    [Id(3)] public int DecisionDays { get; init; } = 730;

    /// <summary>The minimal record of a decision: what was used and who decided, without a word of the interview.</summary>
    [Id(4)] public int DecisionRecordDays { get; init; } = 1_461;

    [Id(5)] public int LogDays { get; init; } = 365;

    /// <summary>Whose laws bind the company beside its own periods: one of <see cref="Jurisdictions.Known"/>.</summary>
    [Id(6)] public string Jurisdiction { get; init; } = Jurisdictions.Default;

    public int? DaysOf(AssetKind kind) => kind switch
    {
        AssetKind.Recording => RecordingDays,
        AssetKind.Transcript => TranscriptDays,
        AssetKind.Scorecard => ScorecardDays,
        AssetKind.Decision => DecisionDays,
        AssetKind.DecisionRecord => DecisionRecordDays,
        AssetKind.Log => LogDays,
        _ => null,
    };

    /// <summary>The members that are out of bounds.</summary>
    /// <param name="most">How long the plan keeps a recording.</param>
    public Fault[] Faults(TimeSpan? most = null) =>
    [
        .. RecordingDays is { } days && days > most?.TotalDays ? [new("/recordingDays", "longer-than-plan")] : Array.Empty<Fault>(),
        .. Jurisdictions.Known.Contains(Jurisdiction) ? Array.Empty<Fault>() : [new("/jurisdiction", "unknown-jurisdiction")],
        .. Enum.GetValues<AssetKind>().Where(kind => DaysOf(kind) is < Least or > Most)
            .Select(kind => new Fault($"/{kind.ToString()[..1].ToLowerInvariant()}{kind.ToString()[1..]}Days", "out-of-range")),
    ];
}
