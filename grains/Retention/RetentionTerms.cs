using JobInterview.Grains.Billing;

namespace JobInterview.Grains.Retention;

/// <summary>What a company has agreed to: its plan and its own clocks.</summary>
/// <param name="PeriodsSince">When the periods were agreed; null: never changed.</param>
[GenerateSerializer, Immutable, Alias("retention-terms")]
public sealed record RetentionTerms([property: Id(0)] Subscription Plan, [property: Id(1)] RetentionPeriods Periods, [property: Id(2)] DateTimeOffset? PeriodsSince = null)
{
    public RetentionPolicy PolicyAt(DateTimeOffset now) =>
        new(Plan.TierAt(now), Periods, Plan.GoneAt) { TierSince = Plan.SinceAt(now), Coming = Plan.ComingAt(now), PeriodsSince = PeriodsSince };
}
