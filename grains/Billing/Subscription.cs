using System.Collections.Immutable;
using JobInterview.Tenants;

namespace JobInterview.Grains.Billing;

/// <summary>What a company pays for and from when. An upgrade counts at once; anything smaller waits for the end of a period, with notice.</summary>
[GenerateSerializer, Immutable, Alias("subscription")]
public sealed record Subscription
{
    /// <summary>Days before the effect on which the company is told.</summary>
    public static readonly ImmutableArray<int> NoticeDays = [14, 7, 1];

    public static readonly TimeSpan TrialLength = TimeSpan.FromDays(14);

    /// <summary>How long a company may still take its data away after the end.</summary>
    public static readonly TimeSpan ExportWindow = TimeSpan.FromDays(30);

    /// <summary>The tier that counts until <see cref="NextAt"/>.</summary>
    [Id(0)] public PlanTier Tier { get; init; }

    /// <summary>Grows with each change: of two pieces of news the higher one is right, in whatever order they come.</summary>
    [Id(1)] public long Version { get; init; }

    /// <summary>Periods are months from here.</summary>
    [Id(2)] public DateTimeOffset StartedAt { get; init; }

    /// <summary>The smaller tier that comes at <see cref="NextAt"/>; null with a <see cref="NextAt"/>: the contract ends there.</summary>
    [Id(3)] public PlanTier? NextTier { get; init; }

    [Id(4)] public DateTimeOffset? NextAt { get; init; }

    [Id(5)] public bool IsTrial { get; init; }

    /// <summary>The notices given of what comes next, in days.</summary>
    [Id(6)] public ImmutableArray<int> Noticed { get; init; } = [];

    /// <summary>When <see cref="Tier"/> took the place of another; null for the first.</summary>
    [Id(7)] public DateTimeOffset? Since { get; init; }

    public static Subscription Open(PlanTier tier, DateTimeOffset at) => new() { Tier = tier, Version = 1, StartedAt = at };

    /// <summary>Starter for two weeks; it ends by itself where no tier is chosen.</summary>
    public static Subscription Trial(DateTimeOffset at) => Open(PlanTier.Starter, at) with { IsTrial = true, NextAt = at + TrialLength };

    /// <summary>The contract as it is at a moment: the smaller tier that was to come by then has come.</summary>
    public Subscription At(DateTimeOffset now) => NextTier is { } next && NextAt <= now ? this with { Tier = next, Since = NextAt, NextTier = null, NextAt = null, Noticed = [] } : this;

    public PlanTier TierAt(DateTimeOffset now) => At(now).Tier;

    /// <summary>From when the tier of a moment counts; null: from the beginning.</summary>
    public DateTimeOffset? SinceAt(DateTimeOffset now) => At(now).Since;

    /// <summary>The smaller tier that is to come after a moment, or null.</summary>
    public ComingTier? ComingAt(DateTimeOffset now) => NextTier is { } next && NextAt is { } at && at > now ? new(next, at) : null;

    /// <summary>Of what is kept at a moment: recordings of interviews that ended before this go when the smaller plan counts, or the contract ends; null while nothing is to come.</summary>
    public DateTimeOffset? GoingBefore(DateTimeOffset now) =>
        NextAt is not { } effect ? null
        : NextTier is not { } next ? now < GoneAt ? DateTimeOffset.MaxValue : null
        : effect > now && Entitlements.Of(next).RecordingRetention is { } kept ? effect - kept
        : null;

    /// <summary>When everything of the company is gone at the latest; null while it stays.</summary>
    public DateTimeOffset? GoneAt => NextTier is null ? NextAt + ExportWindow : null;

    public bool HasEnded(DateTimeOffset now) => NextTier is null && NextAt <= now;

    /// <summary>Another tier: at once when it is larger or ends a trial, else at the end of a period that leaves time for every notice.
    /// The tier it has already takes back what was to come.</summary>
    public Outcome<Subscription> Change(PlanTier tier, DateTimeOffset now)
    {
        var settled = At(now);
        return settled.HasEnded(now) && !settled.MayGoOnAt(now) ? SubscriptionRefusals.Ended
            : tier == settled.NextTier || (tier == settled.Tier && settled.NextAt is null) ? this
            : tier >= settled.Tier ? settled.Next() with { Tier = tier, Since = tier == settled.Tier ? settled.Since : now, NextTier = null, NextAt = null, IsTrial = false }
            : settled.Next() with { NextTier = tier, NextAt = settled.EffectAt(now), IsTrial = false };
    }

    /// <summary>The end of the contract, at the end of a period that leaves time for every notice.</summary>
    public Outcome<Subscription> Cancel(DateTimeOffset now)
    {
        var settled = At(now);
        return settled.NextTier is null && settled.NextAt is not null ? this : settled.Next() with { NextTier = null, NextAt = settled.EffectAt(now) };
    }

    /// <summary>News from who keeps the contract; older news than we have changes nothing.</summary>
    public Subscription Receive(Subscription news) => news.Version > Version ? news : this;

    /// <summary>The most urgent notice that is due and not given, or null.</summary>
    public int? NoticeAt(DateTimeOffset now)
    {
        if (NextAt is not { } effect || effect <= now)
        {
            return null;
        }

        var passed = Announced.Where(days => effect - TimeSpan.FromDays(days) <= now).ToList();
        return passed.Count == 0 || Noticed.Contains(passed[^1]) ? null : passed[^1];
    }

    /// <summary>A notice was given; those before it need not be any more.</summary>
    public Subscription Notice(int days) => this with { Noticed = [.. NoticeDays.Where(given => given >= days)] };

    // A trial is as long as the first notice is early: whoever has just begun is told of the end by the page.
    private IEnumerable<int> Announced => IsTrial ? NoticeDays.Where(days => days < NoticeDays[0]) : NoticeDays;

    // Whoever only tried it out may still choose a plan while the data is there.
    private bool MayGoOnAt(DateTimeOffset now) => IsTrial && now < GoneAt;

    private Subscription Next() => this with { Version = Version + 1, Noticed = [] };

    private DateTimeOffset EffectAt(DateTimeOffset now)
    {
        var earliest = now + TimeSpan.FromDays(NoticeDays[0]);
        var months = Math.Max(0, ((earliest.Year - StartedAt.Year) * 12) + earliest.Month - StartedAt.Month);
        var end = StartedAt.AddMonths(months);
        return end < earliest ? StartedAt.AddMonths(months + 1) : end;
    }
}

/// <summary>A smaller tier and the moment from which on it counts.</summary>
public sealed record ComingTier(PlanTier Tier, DateTimeOffset At);

/// <summary>Every no of a subscription.</summary>
public static class SubscriptionRefusals
{
    public static readonly Refusal Ended = new(RefusalKind.Conflict, "subscription-ended", "The contract has ended.");
}
