using CsCheck;
using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;
using static JobInterview.Grains.Tests.Retention.Ledger;

namespace JobInterview.Grains.Tests.Retention;

/// <summary>A rule makes nothing due before the moment from which it counts, so a lag is time that was really lost.</summary>
public sealed class DueMomentTests
{
    private static readonly Subscription Large = Subscription.Open(PlanTier.Enterprise, Noon.AddMonths(-6));

    [Fact]
    public void A_smaller_plan_says_beforehand_what_goes_with_its_first_moment()
    {
        var smaller = Large.Change(PlanTier.Starter, Noon).Value!;
        var (effect, terms) = (smaller.NextAt!.Value, new RetentionTerms(smaller, RetentionPeriods.Default));

        foreach (var now in new[] { Noon, effect.AddSeconds(-1), effect, effect.AddDays(40) })
        {
            Assert.Equal(new Due(effect, "plan-starter-7-days"), EndedAt(effect.AddDays(-90)).Resolve(terms.PolicyAt(now), now));
            Assert.Equal(new Due(effect.AddDays(6), "plan-starter-7-days"), EndedAt(effect.AddDays(-1)).Resolve(terms.PolicyAt(now), now));
        }
    }

    [Fact]
    public void What_goes_before_the_smaller_plan_goes_by_the_plan_of_now()
    {
        var smaller = Subscription.Open(PlanTier.Professional, Noon.AddMonths(-6)).Change(PlanTier.Starter, Noon).Value!;
        var policy = new RetentionTerms(smaller, RetentionPeriods.Default).PolicyAt(Noon);

        Assert.Equal(new Due(Noon.AddDays(1), "plan-professional-30-days"), EndedAt(Noon.AddDays(-29)).Resolve(policy, Noon));
    }

    [Fact]
    public void The_moment_is_known_when_the_next_change_has_come()
    {
        var smaller = Large.Change(PlanTier.Professional, Noon).Value!;
        var effect = smaller.NextAt!.Value;
        var again = smaller.Change(PlanTier.Starter, effect.AddMinutes(5)).Value!;

        var policy = new RetentionTerms(again, RetentionPeriods.Default).PolicyAt(effect.AddMinutes(5));

        Assert.Equal(new Due(effect, "plan-professional-30-days"), EndedAt(effect.AddDays(-90)).Resolve(policy, effect.AddMinutes(5)));
    }

    [Fact]
    public void Shorter_periods_and_the_end_of_a_hold_count_from_their_moment()
    {
        var shorter = new RetentionTerms(Large, new() { TranscriptDays = 1 }, Noon.AddDays(3)).PolicyAt(Noon.AddDays(3));
        var held = Ended(Starter).Hold(Starter, Noon.AddDays(1));

        Assert.Equal(new Due(Noon.AddDays(3), "company-1-days"), Ended(Enterprise, AssetKind.Transcript).Resolve(shorter, Noon.AddDays(3)));
        Assert.Equal(Noon.AddDays(40), held.Release(Starter, Noon.AddDays(40)).DueAt);
        Assert.Equal(Noon.AddDays(7), held.Release(Starter, Noon.AddDays(2)).DueAt);
        Assert.Equal(Noon.AddDays(40), held.Erase(Starter, Noon.AddDays(2)).Release(Starter, Noon.AddDays(40)).DueAt);
    }

    [Fact]
    public void Nothing_that_was_not_due_at_one_look_was_due_before_it_at_the_next() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 5], Gen.Int[1, 24 * 20]).Array[1, 30].Sample(steps =>
        {
            var (now, terms) = (Noon, new RetentionTerms(Subscription.Open(PlanTier.Enterprise, Noon), RetentionPeriods.Default));
            var (entry, notDueAt) = (Ended(terms.PolicyAt(Noon)), Noon);
            foreach (var (kind, which, hours) in steps)
            {
                now = now.AddHours(hours);
                var policy = terms.PolicyAt(now);
                if (entry.Resolve(policy, now).At is { } due && due <= now)
                {
                    Assert.True(due >= notDueAt, $"{entry.Resolve(policy, now)} although it was not due at {notDueAt}");
                    return;
                }

                notDueAt = now;
                (terms, entry) = kind switch
                {
                    0 => (terms with { Plan = terms.Plan.Change((PlanTier)(which % 3), now).Value ?? terms.Plan }, entry),
                    1 => (terms with { Plan = terms.Plan.Cancel(now).Value! }, entry),
                    2 => (terms with { Periods = new() { RecordingDays = (which * 5) + 1 }, PeriodsSince = now }, entry),
                    3 => (terms, entry.Hold(policy, now)),
                    4 => (terms, entry.Release(policy, now)),
                    5 when which == 0 => (terms, entry.Erase(policy, now)),
                    _ => (terms, entry),
                };
            }
        }, iter: 20_000);

    private static DueEntry EndedAt(DateTimeOffset at) => Running() with { StartsAt = at };
}
