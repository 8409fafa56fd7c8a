using System.Collections.Immutable;

namespace JobInterview.Grains.Retention;

/// <summary>A period that a law sets, as data: it counts from one day to another, where the company's jurisdictions include it.</summary>
/// <param name="IsFloor">Whether it is the least and not the most.</param>
/// <param name="From">The first day on which it binds, UTC.</param>
/// <param name="Until">The first day on which it binds no more.</param>
public sealed record LegalRule(string Code, string Jurisdiction, AssetKind Kind, bool IsFloor, TimeSpan Period, DateOnly From, DateOnly? Until = null)
{
    public bool Binds(DateOnly day) => From <= day && (Until is not { } until || day < until);
}

/// <summary>Where a company may be: a part of a country has that country's laws as well.</summary>
public static class Jurisdictions
{
    public const string Default = "EU";

    public static ImmutableArray<string> Known { get; } = ["EU", "US", "US-CA", "US-CO", "US-IL", "other"];

    /// <summary>The jurisdiction and those that it lies in.</summary>
    public static ImmutableArray<string> Around(string jurisdiction) =>
        jurisdiction.IndexOf('-', StringComparison.Ordinal) is > 0 and var end ? [jurisdiction, jurisdiction[..end]] : [jurisdiction];
}

/// <summary>The laws we know of. Ceilings are rounded down to whole days and floors up, so that a leap year breaks neither.</summary>
public static class LegalRules
{
    private static readonly DateOnly Always = DateOnly.MinValue;

    public static ImmutableArray<LegalRule> Known { get; } =
    [
        Most("cnil-candidate-pool-2-years", "EU", AssetKind.Recording, 730),
        Most("cnil-candidate-pool-2-years", "EU", AssetKind.Transcript, 730),
        Most("cnil-candidate-pool-2-years", "EU", AssetKind.Scorecard, 730),
        Most("bipa-3-years", "US-IL", AssetKind.Recording, 1_095),
        Least("ai-act-log-6-months", "EU", AssetKind.DecisionRecord, 184, new(2027, 12, 2)),
        Least("eeoc-1602-14-1-year", "US", AssetKind.DecisionRecord, 366, Always),
        Least("co-admt-3-years", "US-CO", AssetKind.DecisionRecord, 1_096, new(2027, 1, 1)),
        Least("ca-civil-rights-4-years", "US-CA", AssetKind.DecisionRecord, 1_461, new(2025, 10, 1)),
    ];

    private static LegalRule Most(string code, string jurisdiction, AssetKind kind, int days) =>
        new(code, jurisdiction, kind, IsFloor: false, TimeSpan.FromDays(days), Always);

    private static LegalRule Least(string code, string jurisdiction, AssetKind kind, int days, DateOnly from) =>
        new(code, jurisdiction, kind, IsFloor: true, TimeSpan.FromDays(days), from);
}
