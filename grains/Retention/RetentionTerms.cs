using JobInterview.Grains.Billing;

namespace JobInterview.Grains.Retention;

/// <summary>What a company has agreed to: its plan and its own clocks.</summary>
/// <param name="PeriodsSince">When the periods were agreed; null: never changed.</param>
/// <param name="ReviewedAt">When someone last said that recordings are still needed without a limit; null: never.</param>
[GenerateSerializer, Immutable, Alias("retention-terms")]
public sealed record RetentionTerms([property: Id(0)] Subscription Plan, [property: Id(1)] RetentionPeriods Periods, [property: Id(2)] DateTimeOffset? PeriodsSince = null,
    [property: Id(3)] DateTimeOffset? ReviewedAt = null)
{
    public static readonly TimeSpan ReviewPeriod = TimeSpan.FromDays(365);

    /// <summary>By when someone looks again whether recordings are still needed (GDPR Art. 5(1)(e)), a year after the last look; null where something limits them.</summary>
    public DateTimeOffset? ReviewDueAt(DateTimeOffset now) =>
        PolicyAt(now).TermOf(AssetKind.Recording, now).Kept is null ? new[] { ReviewedAt, Plan.SinceAt(now) ?? Plan.StartedAt }.Max() + ReviewPeriod : null;

    public RetentionPolicy PolicyAt(DateTimeOffset now) =>
        new(Plan.TierAt(now), Periods, Plan.GoneAt) { TierSince = Plan.SinceAt(now), Coming = Plan.ComingAt(now), PeriodsSince = PeriodsSince };
}
