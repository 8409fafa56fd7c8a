using JobInterview.Grains.Retention;
using static JobInterview.Grains.Tests.Retention.Ledger;

namespace JobInterview.Grains.Tests.Retention;

public sealed class LegalHoldTests
{
    private static readonly Guid Ann = Guid.NewGuid();
    private static readonly Guid Bob = Guid.NewGuid();
    private static readonly HoldScope OneSession = new([], [Guid.NewGuid()], [], IsFutureMatching: true);
    private static readonly LegalHold Asked = LegalHold.Ask("A dispute", OneSession, Noon.AddDays(90), Ann, Noon).Value!;
    private static readonly LegalHold InForce = Asked.Place(Bob, Noon).Value!;

    [Fact]
    public void It_takes_two_people_to_place_and_two_to_release()
    {
        Assert.Equal("second-person-needed", Asked.Place(Ann, Noon).Refusal!.Code);
        Assert.Equal("second-person-needed", InForce.AskRelease(Bob).Value!.Release(Bob, Noon).Refusal!.Code);
        Assert.Equal(HoldState.Released, InForce.AskRelease(Ann).Value!.Release(Bob, Noon).Value!.State);
    }

    [Fact]
    public void It_keeps_things_from_the_second_person_to_the_second_person()
    {
        Assert.False(Asked.IsInForce);
        Assert.True(InForce.IsInForce);
        Assert.True(InForce.AskRelease(Ann).Value!.IsInForce);
        Assert.False(InForce.AskRelease(Ann).Value!.Release(Bob, Noon).Value!.IsInForce);
    }

    [Fact]
    public void A_step_out_of_turn_is_refused()
    {
        Assert.Equal("hold-not-asked", InForce.Place(Ann, Noon).Refusal!.Code);
        Assert.Equal("hold-not-in-force", Asked.AskRelease(Ann).Refusal!.Code);
        Assert.Equal("release-not-asked", InForce.Release(Ann, Noon).Refusal!.Code);
        Assert.Equal("hold-not-asked", InForce.Withdraw(Ann, Noon).Refusal!.Code);
    }

    [Fact]
    public void It_needs_a_reason_a_scope_and_a_day_of_review_within_a_year()
    {
        var refusal = LegalHold.Ask(" ", new([], [], []), Noon.AddDays(400), Ann, Noon).Refusal!;

        Assert.Equal(["/reason", "/scope", "/reviewAt"], refusal.Faults.Select(fault => fault.Pointer));
    }

    [Fact]
    public void Days_that_end_before_they_begin_hold_nothing()
    {
        var refusal = LegalHold.Ask("A dispute", new([], [], [], Noon, Noon), Noon.AddDays(90), Ann, Noon).Refusal!;

        Assert.Equal(["/until"], refusal.Faults.Select(fault => fault.Pointer));
    }

    [Fact]
    public void It_takes_up_what_comes_later_only_when_it_was_asked_to()
    {
        var later = Running() with { SessionId = OneSession.Sessions[0], StartsAt = Noon };

        Assert.True(InForce.TakesUp(later));
        Assert.False((InForce with { Scope = OneSession with { IsFutureMatching = false } }).TakesUp(later));
        Assert.False(InForce.TakesUp(Running()));
        Assert.False(InForce.TakesUp(later with { SessionId = Guid.NewGuid() }));
    }

    [Fact]
    public void Days_narrow_a_scope()
    {
        var days = new HoldScope([], [], [], Noon, Noon.AddDays(1));

        Assert.True(days.Matches(Running() with { StartsAt = Noon }));
        Assert.False(days.Matches(Running() with { StartsAt = Noon.AddDays(1) }));
        Assert.False(days.Matches(Running()));
    }
}
