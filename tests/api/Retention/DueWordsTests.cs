using JobInterview.Api.Retention;
using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Api.Tests.Retention;

/// <summary>A day and its reason are told so that they fit each other.</summary>
public sealed class DueWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly RetentionPolicy Starter = new(PlanTier.Starter, RetentionPeriods.Default);

    [Fact]
    public void What_a_hold_has_kept_longer_says_so_and_nothing_else_does()
    {
        var entry = Entry().Start(Now, Starter, Now).Hold(Starter, Now);
        var (inTime, late) = (entry.Release(Starter, Now.AddDays(2)), entry.Release(Starter, Now.AddDays(20)));

        Assert.Equal((Now.AddDays(7), "Plan: 7 days"), (inTime.DueAt, DueWords.Why(inTime)));
        Assert.Equal((Now.AddDays(20), "Plan: 7 days; a legal hold kept it until then"), (late.DueAt, DueWords.Why(late)));
    }

    [Fact]
    public void What_begins_to_limit_later_is_told_beside_what_counts_now()
    {
        var policy = new RetentionPolicy(PlanTier.Enterprise, RetentionPeriods.Default, Now.AddDays(60)) { Coming = new(PlanTier.Starter, Now.AddDays(20)) };

        var coming = policy.TermOf(AssetKind.Recording, Now).Coming.Select(DueWords.From);

        Assert.Equal(["From 14 Dec 2026: Plan: 7 days", "End of the contract: all of it is destroyed by 23 Jan 2027"], coming);
    }

    private static DueEntry Entry() =>
        new() { Asset = new(TenantId.New(), RandomId.New()), Kind = AssetKind.Recording, SessionId = RandomId.New(), SubjectId = RandomId.New(), KeyId = RandomId.New() };
}
