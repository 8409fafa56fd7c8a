using CsCheck;
using JobInterview.Grains.Billing;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tests.Billing;

public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Subscription Professional = Subscription.Open(PlanTier.Professional, Noon);

    [Fact]
    public void An_upgrade_counts_at_once()
    {
        var upgraded = Professional.Change(PlanTier.Enterprise, Noon).Value!;

        Assert.Equal((PlanTier.Enterprise, 2), (upgraded.TierAt(Noon), upgraded.Version));
    }

    [Theory]
    [InlineData(0, 28), InlineData(13, 28), InlineData(15, 59), InlineData(30, 59)]
    public void A_downgrade_waits_for_the_end_of_a_period_that_leaves_time_for_every_notice(int askedOnDay, int effectOnDay)
    {
        var downgraded = Professional.Change(PlanTier.Starter, Noon.AddDays(askedOnDay)).Value!;

        Assert.Equal(Noon.AddDays(effectOnDay), downgraded.NextAt);
        Assert.Equal(PlanTier.Professional, downgraded.TierAt(Noon.AddDays(effectOnDay).AddTicks(-1)));
        Assert.Equal(PlanTier.Starter, downgraded.TierAt(Noon.AddDays(effectOnDay)));
    }

    [Fact]
    public void Notices_come_on_the_14th_the_7th_and_the_last_day_before_and_once_each()
    {
        var told = new List<(int Days, double On)>();
        var subscription = Professional.Change(PlanTier.Starter, Noon).Value!;

        for (var hour = 0; hour <= 40 * 24; hour++)
        {
            if (subscription.NoticeAt(Noon.AddHours(hour)) is { } days)
            {
                subscription = subscription.Notice(days);
                told.Add((days, hour / 24.0));
            }
        }

        Assert.Equal([(14, 14.0), (7, 21.0), (1, 27.0)], told);
    }

    [Fact]
    public void After_a_long_silence_only_the_most_urgent_notice_is_given()
    {
        var subscription = Professional.Change(PlanTier.Starter, Noon).Value!;
        var late = subscription.NextAt!.Value.AddHours(-30);

        Assert.Equal(7, subscription.NoticeAt(late));
        Assert.Null(subscription.Notice(7).NoticeAt(late));
        Assert.Equal(1, subscription.Notice(7).NoticeAt(late.AddHours(6)));
    }

    [Fact]
    public void Asking_for_the_tier_it_has_takes_a_downgrade_back()
    {
        var kept = Professional.Change(PlanTier.Starter, Noon).Value!.Change(PlanTier.Professional, Noon.AddDays(1)).Value!;

        Assert.Equal((PlanTier.Professional, null, 3), (kept.TierAt(Noon.AddYears(1)), kept.NextAt, kept.Version));
    }

    [Fact]
    public void A_cancelled_contract_ends_with_a_period_and_everything_goes_a_month_later()
    {
        var cancelled = Professional.Cancel(Noon).Value!;

        Assert.Equal(Noon.AddMonths(1) + Subscription.ExportWindow, cancelled.GoneAt);
        Assert.Equal(PlanTier.Professional, cancelled.TierAt(Noon.AddYears(1)));
        Assert.Equal("subscription-ended", cancelled.Change(PlanTier.Enterprise, Noon.AddYears(1)).Refusal!.Code);
        Assert.Same(cancelled, cancelled.Cancel(Noon.AddDays(1)).Value);
    }

    [Fact]
    public void A_trial_is_the_starter_plan_for_two_weeks_and_ends_unless_a_plan_is_chosen()
    {
        var trial = Subscription.Trial(Noon);

        Assert.Equal(PlanTier.Starter, trial.TierAt(Noon));
        Assert.True(trial.HasEnded(Noon.AddDays(14)));
        Assert.False(trial.Change(PlanTier.Starter, Noon.AddDays(13)).Value!.HasEnded(Noon.AddYears(1)));
    }

    [Fact]
    public void Whoever_tried_it_out_may_choose_a_plan_while_the_data_is_there()
    {
        var (trial, gone) = (Subscription.Trial(Noon), Noon.AddDays(14) + Subscription.ExportWindow);

        Assert.Equal((null, false), trial.Change(PlanTier.Professional, gone.AddTicks(-1)).Value is { } chosen ? (chosen.GoneAt, chosen.IsTrial) : (gone, true));
        Assert.Equal("subscription-ended", trial.Change(PlanTier.Starter, gone).Refusal!.Code);
    }

    [Fact]
    public void What_has_come_is_not_to_come_any_more_and_an_end_lets_everything_go_until_it_is_gone()
    {
        var (smaller, ended) = (Professional.Change(PlanTier.Starter, Noon).Value!, Professional.Cancel(Noon).Value!);
        var (effect, gone) = (smaller.NextAt!.Value, ended.GoneAt!.Value);

        Assert.Equal((PlanTier.Starter, null, effect), (smaller.At(effect).Tier, smaller.At(effect).NextAt, smaller.At(effect).Since!.Value));
        Assert.Equal((effect.AddDays(-7), null), (smaller.GoingBefore(effect.AddTicks(-1)), smaller.GoingBefore(effect)));
        Assert.Equal((DateTimeOffset.MaxValue, null), (ended.GoingBefore(gone.AddTicks(-1)), ended.GoingBefore(gone)));
    }

    [Fact]
    public void Asking_again_for_what_is_to_come_changes_nothing()
    {
        var downgraded = Professional.Change(PlanTier.Starter, Noon).Value!;

        Assert.Same(downgraded, downgraded.Change(PlanTier.Starter, Noon.AddDays(9)).Value);
        Assert.Same(Professional, Professional.Change(PlanTier.Professional, Noon).Value);
    }

    [Fact]
    public void News_in_any_order_ends_in_the_same_place() => Gen.Shuffle(Enumerable.Range(1, 8).ToArray()).Select(Gen.Int[0, 2].Array[8]).Sample((order, tiers) =>
    {
        var news = order.Select(version => Professional with { Version = version + 1, Tier = (PlanTier)tiers[version - 1] });

        var settled = news.Aggregate(Professional, (known, heard) => known.Receive(heard).Receive(heard));

        Assert.Equal((9, (PlanTier)tiers[7]), (settled.Version, settled.Tier));
    });

    [Fact]
    public void A_smaller_tier_never_counts_without_every_notice_being_due_first() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 60 * 24]).Array[1, 12].Sample(steps =>
        {
            var (subscription, now) = (Professional, Noon);
            foreach (var (step, hours) in steps)
            {
                now = now.AddHours(hours);
                var before = subscription;
                subscription = (step == 3 ? subscription.Cancel(now) : subscription.Change((PlanTier)step, now)).Value ?? subscription;

                Assert.True(subscription.TierAt(now) >= before.TierAt(now));
                Assert.True(subscription.NextAt is not { } effect || subscription == before || effect >= now.AddDays(14));
                Assert.True(subscription.Version == before.Version || subscription.Version == before.Version + 1);
            }
        });
}
