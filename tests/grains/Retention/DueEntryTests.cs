using CsCheck;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;
using static JobInterview.Grains.Tests.Retention.Ledger;

namespace JobInterview.Grains.Tests.Retention;

/// <summary>When a thing goes, and by which one rule.</summary>
public sealed class DueEntryTests
{
    [Theory]
    [InlineData(PlanTier.Starter, 7, "plan-starter-7-days"), InlineData(PlanTier.Professional, 30, "plan-professional-30-days")]
    public void A_recording_is_kept_as_long_as_the_plan_says(PlanTier tier, int days, string rule)
    {
        var entry = Ended(Starter with { Tier = tier });

        Assert.Equal((Noon.AddDays(days), rule), (entry.DueAt, entry.Rule));
    }

    [Fact]
    public void Without_a_limit_of_the_plan_the_law_still_has_one()
    {
        Assert.Equal("cnil-candidate-pool-2-years", Ended(Enterprise).Rule);
        Assert.Equal((null, "plan-enterprise-unlimited"), (Ended(Enterprise with { Jurisdictions = [] }).DueAt, Ended(Enterprise with { Jurisdictions = [] }).Rule));
    }

    [Fact]
    public void The_company_can_only_shorten_what_the_plan_says()
    {
        Assert.Equal("company-3-days", Ended(Starter with { Periods = new() { RecordingDays = 3 } }).Rule);
        Assert.Equal("plan-starter-7-days", Ended(Starter with { Periods = new() { RecordingDays = 60 } }).Rule);
    }

    [Fact]
    public void A_law_counts_from_its_day_on()
    {
        var californian = Starter with { Jurisdictions = ["US-CA"], Periods = new() { DecisionRecordDays = 30 } };

        Assert.Equal("company-30-days", californian.TermOf(AssetKind.DecisionRecord, new(2025, 9, 30, 23, 0, 0, TimeSpan.Zero)).Rule);
        Assert.Equal("ca-civil-rights-4-years", californian.TermOf(AssetKind.DecisionRecord, new(2025, 10, 1, 0, 0, 0, TimeSpan.Zero)).Rule);
    }

    [Fact]
    public void A_running_interview_has_no_time_yet() => Assert.Equal((null, "session-running"), (Running().Reckon(Starter, Noon).DueAt, Running().Rule));

    [Fact]
    public void Erasure_is_now_and_a_hold_comes_before_it()
    {
        var erased = Ended(Starter).Erase(Starter, Noon.AddHours(1));

        Assert.Equal((Noon.AddHours(1), "erasure"), (erased.DueAt, erased.Rule));
        Assert.Equal((null, "legal-hold", DueState.Held), (erased.Hold(Starter, Noon).DueAt, erased.Hold(Starter, Noon).Rule, erased.Hold(Starter, Noon).State));
        Assert.Equal(erased.DueAt, erased.Hold(Starter, Noon).Release(Starter, Noon).DueAt);
    }

    [Fact]
    public void Everything_goes_when_the_contract_and_its_time_to_export_are_over()
    {
        var ended = Enterprise with { EndsAt = Noon.AddDays(3) };

        Assert.Equal((Noon.AddDays(3), "account-ended"), (Ended(ended, AssetKind.Transcript).DueAt, Ended(ended).Rule));
        Assert.Equal(new Due(Noon.AddDays(3), "account-ended"), Running().Resolve(ended, Noon));
        Assert.NotEqual(ended.StampAt(Noon.AddDays(3).AddTicks(-1)), ended.StampAt(Noon.AddDays(3)));
    }

    [Fact]
    public void No_floor_of_any_law_lengthens_a_recording() => Gen.Select(Gen.Int[0, 2], Gen.Int[1, 4_000], Gen.Int[1, 4_000]).Sample((tier, floor, company) =>
    {
        var policy = Starter with { Tier = (PlanTier)tier, Periods = new() { RecordingDays = company } };
        var law = new LegalRule("some-floor", "EU", AssetKind.Recording, IsFloor: true, TimeSpan.FromDays(floor), DateOnly.MinValue);

        Assert.Equal(policy.TermOf(AssetKind.Recording, Noon).From(Noon), (policy with { Laws = policy.Laws.Add(law) }).TermOf(AssetKind.Recording, Noon).From(Noon));
    });

    [Fact]
    public void Every_thing_has_exactly_one_rule_and_the_shortest_ceiling() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[1, 3_653], Gen.Int[0, 3]).Sample((tier, kind, days, ends) =>
        {
            var policy = Starter with
            {
                Tier = (PlanTier)tier,
                Periods = new() { RecordingDays = days, TranscriptDays = days, ScorecardDays = days, DecisionDays = days, DecisionRecordDays = days, LogDays = days },
                EndsAt = ends == 0 ? null : Noon.AddDays(ends * 500),
            };

            var due = Ended(policy, (AssetKind)kind);

            Assert.False(string.IsNullOrEmpty(due.Rule));
            Assert.True(due.DueAt <= Noon.AddDays((AssetKind)kind == AssetKind.DecisionRecord ? Math.Max(days, 184) : days));
            Assert.True(ends == 0 || due.DueAt <= policy.EndsAt);
        });

    [Fact]
    public void What_is_not_due_is_not_marked_and_what_is_marked_is_read_by_the_policy_of_now()
    {
        var reckoned = Ended(Starter);

        Assert.Equal(DueState.Scheduled, reckoned.Mark(Starter, 1, Noon.AddDays(7).AddTicks(-1)).State);
        Assert.Equal(DueState.Destroying, reckoned.Mark(Starter, 1, Noon.AddDays(7)).State);
        Assert.Equal((DueState.Scheduled, Noon.AddDays(30)), (reckoned.Mark(Professional, 2, Noon.AddDays(7)).State, reckoned.Mark(Professional, 2, Noon.AddDays(7)).DueAt!.Value));
    }

    [Fact]
    public void An_upgrade_takes_a_mark_back_while_the_key_is_whole_and_never_after()
    {
        var late = Noon.AddDays(7);
        var marked = Ended(Starter).Mark(Starter, 1, late);

        Assert.Equal(DueState.Scheduled, marked.Spare(Professional, 2, late).State);
        Assert.Same(marked, marked.Spare(Professional, 1, late));
        Assert.Equal(DueState.Destroying, marked.Shred(late).Spare(Professional, 2, late).State);
    }

    [Fact]
    public void The_end_is_told_after_the_last_lease_and_nothing_comes_back()
    {
        var late = Noon.AddDays(7);
        var shredded = Ended(Starter).Mark(Starter, 1, late).Shred(late);

        Assert.Equal(DueState.Destroying, shredded.Finish(late.AddSeconds(29)).State);
        var gone = shredded.Finish(late.AddSeconds(30));
        Assert.Equal(DueState.Destroyed, gone.State);
        Assert.Same(gone, gone.Finish(late.AddDays(1)).Shred(late).Hold(Starter, late).Release(Starter, late).Erase(Starter, late).Reckon(Enterprise, late).Mark(Starter, 9, late).Spare(Enterprise, 9, late));
    }
}
