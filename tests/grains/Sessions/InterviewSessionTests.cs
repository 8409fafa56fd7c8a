using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using static JobInterview.Grains.Tests.Sessions.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

public sealed class InterviewSessionTests
{
    private static readonly Move Next = new Move.Close(AnswerStatus.Answered);
    private static readonly Move Probe = new Move.Probe(ProbeSlot.Result, "no result stated");

    [Fact]
    public void A_turn_before_consent_is_refused_whatever_its_epoch()
    {
        var refusal = Scheduled().MayAnswer(new(Epoch: 99, "m-1", "Hello there."));

        Assert.Equal("consent-missing", refusal?.Code);
    }

    [Fact]
    public void An_answer_on_a_stale_connection_is_refused()
    {
        var resumed = InProgress().Must(session => session.Resume(null), Noon);

        Assert.Equal("epoch-stale", resumed.MayAnswer(new(Epoch: 1, "m-7", "I asked her why."))?.Code);
    }

    [Fact]
    public void A_repeat_gets_the_same_receipt_even_after_the_end_and_on_a_stale_epoch()
    {
        var ended = InProgress(1).Answer("m-1", Next, Noon);

        var repeat = ended.RepeatOf(new(Epoch: 0, "m-1", "I asked her why."));

        Assert.True(ended.IsOver);
        Assert.Equal(5, repeat?.Value?.Seq);
    }

    [Fact]
    public void A_message_id_with_other_words_is_refused()
    {
        var answered = InProgress().Answer("m-1", Next, Noon);

        Assert.Equal("message-id-reused", answered.RepeatOf(new(1, "m-1", "Other words."))?.Refusal?.Code);
    }

    [Fact]
    public void An_answer_and_the_next_question_are_one_decision()
    {
        var answered = InProgress().Answer("m-1", Next, Noon);

        Assert.Equal((1, true), (answered.QuestionIndex, answered.IsQuestionOpen));
    }

    [Fact]
    public void The_last_answer_ends_the_interview_as_complete()
    {
        var ended = InProgress(1).Answer("m-1", Next, Noon);

        Assert.Equal((SessionState.Processing, false), (ended.State, ended.IsPartial));
    }

    [Fact]
    public void Ending_early_leaves_it_partial()
    {
        var ended = InProgress().Must(session => session.End(null), Noon);

        Assert.True(ended.IsPartial);
    }

    [Fact]
    public void A_question_is_probed_twice_at_the_most_and_each_slot_once()
    {
        var probed = InProgress().Answer("m-1", Probe, Noon);
        var again = probed.Answer("m-2", Probe, Noon);
        var third = probed.Answer("m-2", new Move.Probe(ProbeSlot.Action, "no action"), Noon).Answer("m-3", new Move.Probe(ProbeSlot.Task, "no task"), Noon);

        Assert.Equal((0, 1, 1), (probed.QuestionIndex, again.QuestionIndex, third.QuestionIndex));
    }

    [Fact]
    public void Probes_never_starve_a_required_question()
    {
        var late = Noon + TimeSpan.FromSeconds(900 - 150);

        Assert.Equal(1, InProgress().Answer("m-1", Probe, late).QuestionIndex);
    }

    [Fact]
    public void The_clock_stands_still_in_suspension_and_think_time()
    {
        var thinking = InProgress().Must(session => session.Think(null, Noon.AddSeconds(10)), Noon.AddSeconds(10));
        var answered = thinking.Answer("m-1", Next, Noon.AddSeconds(100));
        var paused = answered.Must(session => session.Pause(null, Noon.AddSeconds(105)), Noon.AddSeconds(105));
        var resumed = paused.Must(session => session.Resume(null), Noon.AddHours(1));

        Assert.Equal(TimeSpan.FromSeconds(900 - 15 - 7), resumed.Clock.RemainingAt(Noon.AddHours(1).AddSeconds(7)));
    }

    [Fact]
    public void Going_on_starts_the_clock_before_think_time_is_over_and_once_only()
    {
        var thinking = InProgress().Must(session => session.Think(null, Noon.AddSeconds(10)), Noon.AddSeconds(10));

        var going = thinking.Must(session => session.GoOn(session.Epoch, Noon.AddSeconds(40)), Noon.AddSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds((3 * 300) - 10), going.Clock.RemainingAt(Noon.AddSeconds(40)));
        Assert.Equal(TimeSpan.FromSeconds((3 * 300) - 30), going.Clock.RemainingAt(Noon.AddSeconds(60)));
        Assert.Empty(going.GoOn(null, Noon.AddSeconds(60)).Events);
        Assert.Empty(InProgress().GoOn(null, Noon).Events);
        Assert.Equal(SessionRefusals.EpochIsStale, thinking.GoOn(thinking.Epoch - 1, Noon.AddSeconds(40)).Refusal);
    }

    [Fact]
    public void Think_time_is_given_twice()
    {
        var used = InProgress().Must(session => session.Think(null, Noon), Noon).Must(session => session.Think(null, Noon.AddMinutes(3)), Noon.AddMinutes(3));

        Assert.Equal("think-time-used", used.Think(null, Noon.AddMinutes(6)).Refusal?.Code);
    }

    [Fact]
    public void The_connection_that_holds_the_epoch_keeps_it_and_a_superseded_one_stays_so()
    {
        var first = InProgress().Must(session => session.Claim("a"), Noon);
        var again = first.Must(session => session.Claim("a"), Noon);
        var second = again.Must(session => session.Claim("b"), Noon);
        var back = second.Must(session => session.Claim("a"), Noon);

        Assert.Equal((2, 2, 3, 3, "b"), (first.Epoch, again.Epoch, second.Epoch, back.Epoch, back.Connection));
    }

    [Fact]
    public void A_lost_connection_that_returns_goes_on_with_the_same_epoch_and_question()
    {
        var lost = InProgress().Must(session => session.Claim("a"), Noon).Must(session => session.Suspend(SuspendReason.ClosedTab, Noon), Noon.AddSeconds(2));
        var back = lost.Must(session => session.Claim("a"), Noon.AddMinutes(1));

        Assert.Equal((SessionState.InProgress, lost.Epoch, 0), (back.State, back.Epoch, back.QuestionIndex));
    }

    [Fact]
    public void A_turn_with_the_current_epoch_resumes_a_suspended_session()
    {
        var suspended = InProgress().Must(session => session.Suspend(SuspendReason.ServerMove, Noon), Noon);

        Assert.Equal((SessionState.InProgress, 1), (suspended.Answer("m-1", Next, Noon) is var s ? s.State : default, s.Epoch));
    }

    [Fact]
    public void Time_warns_then_lets_the_sentence_end_then_closes()
    {
        var session = InProgress(1);

        var warned = session.Must(s => s.Due(Noon.AddSeconds(240)), Noon.AddSeconds(240));
        var again = warned.Due(Noon.AddSeconds(250));
        var lastWarning = warned.Must(s => s.Due(Noon.AddSeconds(286)), Noon.AddSeconds(286));
        var stillOpen = lastWarning.Due(Noon.AddSeconds(320));
        var closed = lastWarning.Must(s => s.Due(Noon.AddSeconds(330)), Noon.AddSeconds(330));

        Assert.Equal((60, 15), (warned.LastWarning, lastWarning.LastWarning));
        Assert.Empty(again.Events);
        Assert.Empty(stillOpen.Events);
        Assert.Equal((SessionState.Processing, true), (closed.State, closed.IsPartial));
    }

    [Fact]
    public void Who_does_not_come_back_has_left_at_the_deadline_however_late_somebody_notices()
    {
        var paused = InProgress().Must(session => session.Pause(null, Noon.AddMinutes(5)), Noon.AddMinutes(5));

        var abandoned = paused.Must(session => session.Due(Noon.AddDays(40)), Noon.AddDays(40));

        Assert.Equal((SessionState.Abandoned, Noon.AddMinutes(5).AddHours(24)), (abandoned.State, abandoned.EndedAt));
        Assert.Equal(TimeSpan.FromMinutes(10), abandoned.Clock.RemainingAt(Noon.AddDays(40)));
    }

    [Fact]
    public void After_the_process_died_the_time_to_return_counts_from_its_last_sign_of_life()
    {
        var died = Noon.AddMinutes(3);

        var suspended = InProgress().Must(session => session.Suspend(SuspendReason.ServerMove, died), Noon.AddHours(20));
        var over = suspended.Must(session => session.Due(Noon.AddDays(8)), Noon.AddDays(8));

        Assert.Equal((died, died.AddHours(24)), (suspended.LastEventAt, suspended.DeadlineAt));
        Assert.Equal((SessionState.Abandoned, died.AddHours(24)), (over.State, over.EndedAt));
        Assert.Equal(TimeSpan.FromMinutes(12), over.Clock.RemainingAt(Noon.AddDays(8)));
    }

    [Fact]
    public void Who_never_came_is_missed_from_the_end_of_the_invitation()
    {
        var missed = Ready().Must(session => session.Due(Noon.AddDays(60)), Noon.AddDays(60));

        Assert.Equal((SessionState.NoShow, Noon.AddDays(14)), (missed.State, missed.EndedAt));
        Assert.Equal(TimeSpan.FromMinutes(15), missed.Clock.RemainingAt(Noon.AddDays(60)));
    }

    [Fact]
    public void An_expired_or_revoked_token_opens_nothing_and_a_running_interview_is_not_cut_off()
    {
        var revoked = Scheduled().Must(session => session.Revoke(new(ActorKind.Member, Reviewer)), Noon);

        Assert.Equal("invitation-expired", Scheduled().Admit(Candidate, Noon.AddDays(14))?.Code);
        Assert.Equal("invitation-revoked", revoked.Admit(Candidate, Noon)?.Code);
        Assert.Equal("room-token-invalid", Scheduled().Admit(new("bb"), Noon)?.Code);
        Assert.Null(InProgress().Admit(Candidate, Noon.AddDays(14)));
    }

    [Fact]
    public void After_the_end_every_command_is_refused_alike()
    {
        var ended = InProgress(1).Must(session => session.End(null), Noon);

        Refusal?[] refusals =
        [
            ended.Consent(new(ConsentNotice.Version, [new(ConsentNotice.Interview, true)]), Guid.NewGuid()).Refusal, ended.Start(null).Refusal,
            ended.Resume(null).Refusal, ended.Pause(null, Noon).Refusal, ended.Think(null, Noon).Refusal, ended.Skip(null).Refusal,
            ended.End(null).Refusal, ended.Withdraw().Refusal, ended.MayAnswer(new(1, "m-9", "late")),
        ];

        Assert.All(refusals, refusal => Assert.Equal("session-ended", refusal?.Code));
    }

    [Fact]
    public void Consent_names_only_known_purposes_and_the_current_notice()
    {
        var unknown = Scheduled().Consent(new(ConsentNotice.Version, [new("marketing", true)]), Guid.NewGuid());
        var stale = Scheduled().Consent(new("2020-01", [new(ConsentNotice.Interview, true)]), Guid.NewGuid());

        Assert.Equal(("invalid", "notice-changed"), (unknown.Refusal?.Code, stale.Refusal?.Code));
    }

    [Fact]
    public void A_no_to_the_interview_itself_leaves_the_lobby_closed()
    {
        var refused = Scheduled().Must(session => session.Consent(new(ConsentNotice.Version, [new(ConsentNotice.Interview, false)]), Guid.NewGuid()), Noon);

        Assert.Equal(SessionState.Lobby, refused.State);
        Assert.Equal("consent-missing", refused.Start(null).Refusal?.Code);
    }
}
