using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Sessions;

/// <summary>The conversation: what may be said when, and what follows. Code owns order, time and required questions (law 13).</summary>
internal sealed partial record InterviewSession
{
    private static readonly TimeSpan ThinkTimeUsually = TimeSpan.FromMinutes(2);
    public const int ThinkTimesAllowed = 2;
    private const int ProbesPerQuestion = 2;
    private static readonly TimeSpan NeededPerQuestionUsually = TimeSpan.FromMinutes(1);
    private static readonly ImmutableArray<ProbeSlot> AllSlots = [.. Enum.GetValues<ProbeSlot>()];

    /// <summary>How long the clock stands still for who asks for time to think.</summary>
    public TimeSpan ThinkTime => ThinkTimeUsually * Time;

    /// <summary>The receipt of an answer that is already recorded; a reused id with other words is refused.</summary>
    public Outcome<TurnReceipt>? RepeatOf(CandidateTurn turn) =>
        !Receipts.TryGetValue(turn.ClientMessageId, out var earlier) ? null
        : earlier.Text == Fingerprint(turn.Text, turn.Channel, turn.RecordingId) ? new TurnReceipt(earlier.Seq, turn.ClientMessageId)
        : SessionRefusals.MessageIdIsReused;

    /// <summary>The receipt of an answer that is recorded.</summary>
    public TurnReceipt ReceiptOf(string clientMessageId) => new(Receipts[clientMessageId].Seq, clientMessageId);

    public Refusal? MayAnswer(CandidateTurn turn) =>
        !Plan.Modes.Contains(turn.Channel) ? Refusals.Invalid(new Fault("/channel", "not-offered"))
        : turn.RecordingId is { } recording && Recordings.Contains(recording) ? Refusals.Invalid(new Fault("/recordingId", "already-used"))
        : IsOver ? SessionRefusals.Ended
        : !MayTakePart || !Consents.GetValueOrDefault(turn.Channel.Purpose()) ? SessionRefusals.ConsentMissing
        : !HasStarted ? SessionRefusals.NotStarted
        : turn.Epoch != Epoch ? SessionRefusals.EpochIsStale
        : !IsQuestionOpen ? SessionRefusals.QuestionIsNotOpen
        : null;

    /// <summary>The answer alone; a suspended session resumes with the same epoch.</summary>
    /// <param name="turn">What was sent.</param>
    /// <param name="transcribes">Whether a program can write spoken answers down.</param>
    public ImmutableArray<SessionEvent> Record(CandidateTurn turn, bool transcribes = false)
    {
        var committed = new TurnCommitted(turn.ClientMessageId, Question!.Id, turn.Text, turn.Channel)
        {
            RecordingId = turn.RecordingId,
            QuestionEndedMs = turn.QuestionEndedMs,
            QuestionMs = turn.QuestionMs,
            AwaitsTranscript = transcribes && turn.Channel.IsSpoken() ? true : null,
        };
        return State == SessionState.Suspended ? [new SessionResumed(Epoch, null), committed] : [committed];
    }

    /// <summary>What a brain may know to choose the next move, after the answer was applied.</summary>
    public TurnContext ContextAt(DateTimeOffset now) => new(Question!, Terms.Language, [.. Answers.Select(answer => answer.ToString())], ProbesUsed, AllowedProbesAt(now));

    /// <summary>What follows from a move; a move that is not allowed closes the question instead.</summary>
    public ImmutableArray<SessionEvent> Follow(Move move, DateTimeOffset at) => move switch
    {
        _ when Clock.RemainingAt(at) <= TimeSpan.Zero => TimeUp(),
        Move.Probe probe when AllowedProbesAt(at).Contains(probe.Slot) =>
            [new ProbeAsked(Question!.Id, probe.Slot, probe.Reason, probe.Text ?? ProbeTexts.For(Question, probe.Slot, Terms.Language))],
        Move.Repeat => [new InterviewerSpoke(Question!.Id, ProbeText ?? Question.Text.In(Terms.Language))],
        Move.GiveThinkTime when ThinkTimes < ThinkTimesAllowed => [new ThinkTimeRequested(Question!.Id, at + ThinkTime)],
        Move.GiveThinkTime => [new InterviewerSpoke(Question!.Id, InterviewerTexts.TakeYourTime(Terms.Language))],
        Move.Close close => Close(close.Status, close.Status == AnswerStatus.Declined ? CloseReason.Skipped : CloseReason.CandidateDone),
        _ => Close(AnswerStatus.Answered, CloseReason.CandidateDone),
    };

    /// <summary>What follows an answer that nobody can read yet: no probe for content, the next question.</summary>
    public ImmutableArray<SessionEvent> FollowUnread(DateTimeOffset at) =>
        [.. Follow(new Move.Close(AnswerStatus.Answered), at).Select(e => e is AnswerClosed closed ? closed with { Unread = true } : e)];

    public ImmutableArray<SessionEvent> Ask(int index) =>
        [new QuestionAsked(Plan.Questions[index].Id, index, Plan.Questions[index].Text.In(Terms.Language))];

    /// <summary>Closes the open question and asks the next, or ends the interview after the last.</summary>
    public ImmutableArray<SessionEvent> Close(AnswerStatus status, CloseReason reason)
    {
        var closed = new AnswerClosed(Question!.Id, status, reason);
        return QuestionIndex + 1 < Plan.Questions.Length
            ? [closed, .. Ask(QuestionIndex + 1)]
            : [closed, new SessionClosing(ClosingReason.LastQuestion), new SessionCompleted(IsPartialAfter(Closed.Add(status)))];
    }

    /// <summary>Ends the interview with what was said.</summary>
    public ImmutableArray<SessionEvent> Finish(ClosingReason why)
    {
        var status = Answers.IsEmpty ? AnswerStatus.NotReached : AnswerStatus.Answered;
        var reason = why == ClosingReason.TimeUp ? CloseReason.TimeUp : CloseReason.Ended;
        return [new AnswerClosed(Question!.Id, status, reason), new SessionClosing(why), new SessionCompleted(IsPartialAfter(Closed.Add(status)))];
    }

    private ImmutableArray<SessionEvent> TimeUp() => Finish(ClosingReason.TimeUp);

    private ImmutableArray<ProbeSlot> AllowedProbesAt(DateTimeOffset now)
    {
        var each = NeededPerQuestionUsually * Time;
        var needed = each;
        foreach (var question in Plan.Questions.AsSpan()[(QuestionIndex + 1)..])
        {
            needed += question.Required ? each : TimeSpan.Zero;
        }

        return ProbesUsed.Length >= ProbesPerQuestion || Clock.RemainingAt(now) < needed ? [] : AllSlots.RemoveRange(ProbesUsed.AsSpan());
    }

    private bool IsPartialAfter(ImmutableArray<AnswerStatus> closed) =>
        Plan.Questions.Where((question, i) => question.Required && (i >= closed.Length || closed[i] == AnswerStatus.NotReached)).Any();
}
