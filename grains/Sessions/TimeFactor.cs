using System.Collections.Immutable;

namespace JobInterview.Grains.Sessions;

/// <summary>How many times the usual time a candidate has: the runtime counts with it, and nothing that reviews, scores or decides may know it (ADR 11).</summary>
[GenerateSerializer, Immutable, Alias("time-factor")]
public readonly record struct TimeFactor
{
    /// <summary>What a company can offer.</summary>
    public static readonly ImmutableArray<decimal> Offered = [1m, 1.25m, 1.5m, 2m];

    /// <summary>The time that everyone has.</summary>
    public static readonly TimeFactor Usual;

    [Id(0)] private readonly decimal _more;                   // so that what was never set is the usual time

    private TimeFactor(decimal more) => _more = more;

    /// <summary>1, 1.25, 1.5 or 2.</summary>
    public decimal Times => _more + 1;

    /// <summary>The factor of so many times; without a number the usual one. Refused where it is not offered.</summary>
    public static Outcome<TimeFactor> Of(decimal? times) =>
        times is not { } asked ? Usual
        : Offered.Contains(asked) ? new TimeFactor(asked - 1)
        : Refusals.Invalid(new Fault("/timeFactor", "not-offered"));

    public static TimeSpan operator *(TimeSpan usual, TimeFactor factor) => usual * (double)factor.Times;

    /// <summary>Says nothing: it is nobody's business in a log.</summary>
    public override string ToString() => nameof(TimeFactor);
}
