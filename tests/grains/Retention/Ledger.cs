using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tests.Retention;

/// <summary>Things of a made-up company.</summary>
internal static class Ledger
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    public static readonly RetentionPolicy Starter = new(PlanTier.Starter, RetentionPeriods.Default);
    public static readonly RetentionPolicy Professional = Starter with { Tier = PlanTier.Professional };
    public static readonly RetentionPolicy Enterprise = Starter with { Tier = PlanTier.Enterprise };

    public static DueEntry Running(AssetKind kind = AssetKind.Recording) => new()
    {
        Asset = new(TenantId.New(), Guid.NewGuid()),
        Kind = kind,
        SessionId = Guid.NewGuid(),
        SubjectId = Guid.NewGuid(),
        KeyId = Guid.NewGuid(),
    };

    public static DueEntry Ended(RetentionPolicy policy, AssetKind kind = AssetKind.Recording) => Running(kind).Start(Noon, policy, Noon);
}
