using System.Collections.Immutable;
using System.Globalization;
using JobInterview.Grains.Billing;
using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>All that decides how long a company's things are kept, except what is said of one thing alone.</summary>
/// <param name="EndsAt">When everything goes whatever its own clock says: the end of a cancelled contract with its time to export.</param>
public sealed record RetentionPolicy(PlanTier Tier, RetentionPeriods Periods, DateTimeOffset? EndsAt = null)
{
    public const string AccountEnded = "account-ended";

    /// <summary>Name and address of a candidate go a day after the last of their interviews, so that an invitation that is just being made finds them.</summary>
    private static readonly Ceiling LastInterviewGone = new(TimeSpan.FromDays(1), "last-interview-gone");

    public ImmutableArray<string> Jurisdictions { get; init; } = Retention.Jurisdictions.Around(Periods.Jurisdiction);

    public ImmutableArray<LegalRule> Laws { get; init; } = LegalRules.Known;

    /// <summary>From when the tier counts; null: from the beginning.</summary>
    public DateTimeOffset? TierSince { get; init; }

    /// <summary>The smaller tier that is to come.</summary>
    public ComingTier? Coming { get; init; }

    /// <summary>From when the company's own periods count; null: from the beginning.</summary>
    public DateTimeOffset? PeriodsSince { get; init; }

    /// <summary>How long a kind is kept as of a day: the shortest of plan, company and law. A floor can lengthen the company's own period and nothing
    /// else; a recording has no floors at all.</summary>
    public RetentionTerm TermOf(AssetKind kind, DateTimeOffset now)
    {
        var laws = Laws.Where(law => law.Kind == kind && Jurisdictions.Contains(law.Jurisdiction) && law.Binds(DateOnly.FromDateTime(now.UtcDateTime))).ToList();
        return new(
            [
                .. Plan(kind, Tier, TierSince), .. Coming is { } coming ? Plan(kind, coming.Tier, coming.At) : [], .. Company(kind, laws), .. kind == AssetKind.Person ? [LastInterviewGone] : Array.Empty<Ceiling>(),
                .. laws.Where(law => !law.IsFloor).Select(law => new Ceiling(law.Period, law.Code, new(law.From, default, TimeSpan.Zero))),
                .. EndsAt is { } ends ? [new(TimeSpan.Zero, AccountEnded, ends)] : Array.Empty<Ceiling>(),
            ],
            kind == AssetKind.Account ? DueEntry.AccountRule : $"plan-{Name(Tier)}-unlimited", now);
    }

    /// <summary>Differs when any thing may be kept for another time than before, and once when the contract is over: what never ended goes then.</summary>
    public string StampAt(DateTimeOffset now) => string.Join('|', Enum.GetValues<AssetKind>().SelectMany(kind => TermOf(kind, now).Ceilings).Select(ceiling =>
        string.Create(CultureInfo.InvariantCulture, $"{ceiling.Rule}:{ceiling.Kept.TotalDays}:{ceiling.Since?.UtcTicks}"))) + (EndsAt <= now ? "|over" : "");

    private static IEnumerable<Ceiling> Plan(AssetKind kind, PlanTier tier, DateTimeOffset? since) =>
        kind == AssetKind.Recording && Entitlements.Of(tier).RecordingRetention is { } kept ? [new(kept, Days($"plan-{Name(tier)}", kept), since)] : [];

    private IEnumerable<Ceiling> Company(AssetKind kind, IEnumerable<LegalRule> laws)
    {
        if (Periods.DaysOf(kind) is not { } days)
        {
            return [];
        }

        var own = TimeSpan.FromDays(days);
        return kind != AssetKind.Recording && laws.Where(law => law.IsFloor).MaxBy(law => law.Period) is { } floor && floor.Period > own
            ? [new(floor.Period, floor.Code)]
            : [new(own, Days("company", own), PeriodsSince)];
    }

    private static string Days(string whose, TimeSpan kept) => string.Create(CultureInfo.InvariantCulture, $"{whose}-{kept.TotalDays:0}-days");

    private static string Name(PlanTier tier) => tier.ToString().ToLowerInvariant();
}

/// <summary>How long one kind is kept: everything that limits it, in the order of resolution.</summary>
/// <param name="Unlimited">The rule where nothing limits it.</param>
public sealed record RetentionTerm(ImmutableArray<Ceiling> Ceilings, string Unlimited, DateTimeOffset AsOf)
{
    /// <summary>How long what ends now is kept, whatever is still to come; null: without a limit.</summary>
    public TimeSpan? Kept => Shortest?.Kept;

    public string Rule => Shortest?.Rule ?? Unlimited;

    /// <summary>What begins to limit it later, in the order of time.</summary>
    public IEnumerable<Ceiling> Coming => Ceilings.Where(ceiling => ceiling.Since > AsOf).OrderBy(ceiling => ceiling.Since);

    // MinBy keeps the first of equals: the order of resolution.
    private Ceiling? Shortest => Ceilings.Where(ceiling => ceiling.Rule != RetentionPolicy.AccountEnded && !(ceiling.Since > AsOf)).MinBy(ceiling => ceiling.Kept);

    /// <summary>When what ended then goes, and by which one rule.</summary>
    public Due From(DateTimeOffset start) => Ceilings.IsEmpty ? new(null, Unlimited) : Ceilings.Select(ceiling => ceiling.From(start)).MinBy(due => due.At);
}

/// <summary>The most that something may be kept, by one rule.</summary>
/// <param name="Since">From when the rule counts: it makes nothing due before that; null: from the beginning.</param>
public sealed record Ceiling(TimeSpan Kept, string Rule, DateTimeOffset? Since = null)
{
    public Due From(DateTimeOffset start) => new Due(start + Kept, Rule).NotBefore(Since);
}

/// <summary>When a thing is destroyed, and the one rule that says so.</summary>
/// <param name="At">Null while nothing sets a time.</param>
public readonly record struct Due(DateTimeOffset? At, string Rule)
{
    /// <summary>The same rule, which could not destroy anything before a moment.</summary>
    public Due NotBefore(DateTimeOffset? moment) => At < moment ? this with { At = moment } : this;
}
