using System.Collections.Immutable;
using System.Globalization;
using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>All that decides how long a company's things are kept, except what is said of one thing alone.</summary>
/// <param name="EndsAt">When everything goes whatever its own clock says: the end of a cancelled contract with its time to export.</param>
public sealed record RetentionPolicy(PlanTier Tier, RetentionPeriods Periods, DateTimeOffset? EndsAt = null)
{
    public const string AccountEnded = "account-ended";

    public ImmutableArray<string> Jurisdictions { get; init; } = Retention.Jurisdictions.Around(Periods.Jurisdiction);

    public ImmutableArray<LegalRule> Laws { get; init; } = LegalRules.Known;

    /// <summary>How long a kind is kept as of a day: the shortest of plan, company and law. A floor can lengthen the company's own period and nothing
    /// else; a recording has no floors at all.</summary>
    public RetentionTerm TermOf(AssetKind kind, DateTimeOffset now)
    {
        var laws = Laws.Where(law => law.Kind == kind && Jurisdictions.Contains(law.Jurisdiction) && law.Binds(DateOnly.FromDateTime(now.UtcDateTime))).ToList();
        var company = Company(kind);
        if (company is { } own && kind != AssetKind.Recording && laws.Where(law => law.IsFloor).MaxBy(law => law.Period) is { } floor && floor.Period > own.Kept)
        {
            company = (floor.Period, floor.Code);
        }

        // MinBy keeps the first of equals: the order of resolution.
        (TimeSpan Kept, string Rule)[] ceilings =
            [.. Some(Plan(kind)), .. Some(company), .. laws.Where(law => !law.IsFloor).Select(law => (law.Period, law.Code))];
        return ceilings.Length == 0
            ? new(null, $"plan-{Name(Tier)}-unlimited", EndsAt)
            : ceilings.MinBy(ceiling => ceiling.Kept) is var shortest ? new(shortest.Kept, shortest.Rule, EndsAt) : default!;
    }

    /// <summary>Differs when any thing may be kept for another time than before.</summary>
    public string StampAt(DateTimeOffset now) => string.Join('|', Enum.GetValues<AssetKind>().Select(kind => TermOf(kind, now)).Select(term =>
        string.Create(CultureInfo.InvariantCulture, $"{term.Rule}:{term.Kept?.TotalDays}:{term.EndsAt?.UtcTicks}")));

    private (TimeSpan Kept, string Rule)? Plan(AssetKind kind) =>
        kind == AssetKind.Recording && Entitlements.Of(Tier).RecordingRetention is { } kept ? (kept, Days($"plan-{Name(Tier)}", kept)) : null;

    private (TimeSpan Kept, string Rule)? Company(AssetKind kind) =>
        Periods.DaysOf(kind) is { } days ? (TimeSpan.FromDays(days), Days("company", TimeSpan.FromDays(days))) : null;

    private static string Days(string whose, TimeSpan kept) => string.Create(CultureInfo.InvariantCulture, $"{whose}-{kept.TotalDays:0}-days");

    private static string Name(PlanTier tier) => tier.ToString().ToLowerInvariant();

    private static (TimeSpan Kept, string Rule)[] Some((TimeSpan Kept, string Rule)? ceiling) => ceiling is { } some ? [some] : [];
}

/// <summary>How long one kind is kept, by which rule, and the moment that ends it in any case.</summary>
public sealed record RetentionTerm(TimeSpan? Kept, string Rule, DateTimeOffset? EndsAt)
{
    public Due From(DateTimeOffset start) => EndsAt is { } ends && (Kept is not { } kept || ends < start + kept)
        ? new(ends, RetentionPolicy.AccountEnded)
        : new(start + Kept, Rule);
}

/// <summary>When a thing is destroyed, and the one rule that says so.</summary>
/// <param name="At">Null while nothing sets a time.</param>
public readonly record struct Due(DateTimeOffset? At, string Rule);
