using JobInterview.Grains.Billing;

namespace JobInterview.Grains.Retention;

/// <summary>What a company has agreed to: its plan and its own clocks.</summary>
[GenerateSerializer, Immutable, Alias("retention-terms")]
public sealed record RetentionTerms([property: Id(0)] Subscription Plan, [property: Id(1)] RetentionPeriods Periods)
{
    public RetentionPolicy PolicyAt(DateTimeOffset now) => new(Plan.TierAt(now), Periods, Plan.GoneAt);
}
