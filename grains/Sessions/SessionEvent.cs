using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Retention;

namespace JobInterview.Grains.Sessions;

/// <summary>Something that happened in a session. Names and versions are pinned for ever: bodies only gain optional members.</summary>
public abstract record SessionEvent;

/// <summary>An event with its number and time.</summary>
public sealed record Happened(long Seq, DateTimeOffset At, SessionEvent Event);

public sealed record SessionScheduled(
    Guid PlanId, int PlanVersion, string PlanTitle, Guid SubjectId, string Language, string TokenHash, DateTimeOffset ExpiresAt,
    string Company, Actor InvitedBy, int DurationSeconds, int QuestionCount) : SessionEvent;

/// <summary>What time the candidate was given, said for every candidate so that it shows for none. Only the runtime reads it.</summary>
public sealed record AccommodationApplied(decimal TimeFactor) : SessionEvent;

public sealed record InvitationRevoked(Actor By) : SessionEvent;

public sealed record LobbyEntered : SessionEvent;

public sealed record ConsentGiven(Guid ReceiptId, string NoticeVersion, ImmutableArray<PurposeChoice> Purposes) : SessionEvent;

public sealed record ConnectionClaimed(int Epoch, string Connection) : SessionEvent;

public sealed record SessionStarted(int Epoch, string? Connection) : SessionEvent;

/// <param name="ClockStoppedAt">When the candidate's clock stopped: earlier than the event where the process died in between.</param>
public sealed record SessionSuspended(SuspendReason Reason, DateTimeOffset ClockStoppedAt) : SessionEvent;

public sealed record SessionResumed(int Epoch, string? Connection) : SessionEvent;

public sealed record QuestionAsked(string QuestionId, int Index, string Text) : SessionEvent;

/// <summary>An answer. Of a spoken one <see cref="Text"/> is what was typed with it, often nothing: the words come later, or never.</summary>
public sealed record TurnCommitted(string ClientMessageId, string QuestionId, string Text, Channel Channel) : SessionEvent
{
    public Guid? RecordingId { get; init; }

    /// <summary>True where a transcript was ordered in the same append.</summary>
    public bool? AwaitsTranscript { get; init; }

    /// <summary>When the question's sound had ended, from the start of the recording, as the client acknowledged it; negative when before, think time left out.</summary>
    public int? QuestionEndedMs { get; init; }

    /// <summary>How long the question's sound took.</summary>
    public int? QuestionMs { get; init; }
}

/// <summary>What an engine heard in a spoken answer, word by word; it is never changed afterwards.</summary>
public sealed record TranscriptFinalized(
    long TurnSeq, int Revision, string Language, string Engine, string Text, ImmutableArray<SpokenWord> Words, double? Confidence) : SessionEvent
{
    /// <summary>How long the recording is, by the engine, else by its container.</summary>
    public int? DurationMs { get; init; }

    /// <summary>When stretches of speech were said, where the engine gave no times to words.</summary>
    public ImmutableArray<SpokenWord>? Segments { get; init; }

    /// <summary>True where the engine is known to write hesitations down.</summary>
    public bool? KeepsFillers { get; init; }
}

/// <summary>The candidate says that a passage was heard wrongly, before the review; an event beside the original.</summary>
public sealed record TranscriptCorrected(long TurnSeq, int Revision, int Start, int Length, string Text, string? Reason) : SessionEvent;

/// <summary>No transcript will come, and why; the recording stays what it is.</summary>
public sealed record TranscriptUnavailable(long TurnSeq, string Cause) : SessionEvent;

/// <summary>Someone of the company follows the interview as it happens; the candidate is told how many, not who.</summary>
public sealed record ObserverJoined(Actor By, int Observers) : SessionEvent;

public sealed record ObserverLeft(Actor By, int Observers) : SessionEvent;

public sealed record ProbeAsked(string QuestionId, ProbeSlot Slot, string Reason, string Text) : SessionEvent;

/// <summary>A neutral remark of the interviewer that asks nothing new: the question again, or think time given.</summary>
public sealed record InterviewerSpoke(string QuestionId, string Text) : SessionEvent;

public sealed record ThinkTimeRequested(string QuestionId, DateTimeOffset Until) : SessionEvent;

/// <summary>The candidate goes on before the time to think is over.</summary>
public sealed record ThinkTimeEnded(string QuestionId) : SessionEvent;

public sealed record AnswerClosed(string QuestionId, AnswerStatus Status, CloseReason Reason) : SessionEvent
{
    /// <summary>True where the interviewer went on without reading the answer: it was spoken, and there were no words yet.</summary>
    public bool? Unread { get; init; }
}

public sealed record TimeWarned(int RemainingSeconds) : SessionEvent;

public sealed record BrainDegraded(string From, string To, string Cause) : SessionEvent;

public sealed record SessionClosing(ClosingReason Reason) : SessionEvent;

public sealed record SessionCompleted(bool IsPartial) : SessionEvent;

public sealed record SessionWithdrawn : SessionEvent;

public sealed record SessionDeclined : SessionEvent;

public sealed record SessionAbandoned : SessionEvent;

public sealed record SessionNoShow : SessionEvent;

public sealed record SuggestionMade(Suggestion Suggestion) : SessionEvent;

public sealed record SuggestionAbstained(Suggestion Suggestion) : SessionEvent;

/// <summary>Scoring is over; when <see cref="Unavailable"/>, people rate without suggestions.</summary>
public sealed record ScoringFinished(bool Unavailable) : SessionEvent;

public sealed record RatingLocked(Guid Reviewer, string Competency, int? Rating, string Rationale) : SessionEvent;

/// <summary>The reviewer differs from a suggestion shown after the lock, and says why.</summary>
public sealed record RatingOverridden(Guid Reviewer, string Competency, string Reason) : SessionEvent;

public sealed record ScorecardSubmitted(Guid Reviewer, Recommendation Recommendation, string Comment) : SessionEvent;

public sealed record DecisionRecorded(Guid DecidedBy, Disposition Disposition, string Reason, ImmutableArray<string> SuggestionsSeen) : SessionEvent;

/// <summary>The minimal record of a decision: who, what and which suggestions they had seen, without a word of anybody. It outlives the decision itself.</summary>
public sealed record DecisionNoted(Guid DecidedBy, Disposition Disposition, ImmutableArray<string> SuggestionsSeen) : SessionEvent;

public sealed record ReviewRequested(string Reason) : SessionEvent;

/// <summary>An interview of before its parts had keys of their own was sealed anew, each part under its own.</summary>
public sealed record SessionParted : SessionEvent;

/// <summary>What was here is destroyed with its part; that something was, stays. It is read and never written.</summary>
public sealed record EventDestroyed(string Kind, AssetKind Part) : SessionEvent;

/// <summary>What is here is under a legal hold and not shown; that something is, is told. It is read and never written.</summary>
public sealed record EventWithheld(string Kind, AssetKind Part) : SessionEvent;

/// <summary>Who acted: a member or an API client of the company.</summary>
[GenerateSerializer, Immutable, Alias("actor")]
public sealed record Actor([property: Id(0)] ActorKind Kind, [property: Id(1)] Guid Id);

[GenerateSerializer]
public enum ActorKind { Member, ApiClient, System }

[GenerateSerializer, Immutable, Alias("purpose-choice")]
public sealed record PurposeChoice([property: Id(0)] string Purpose, [property: Id(1)] bool Granted);

[GenerateSerializer]
public enum SuspendReason { Network, ClosedTab, CandidatePause, ProviderFault, ServerMove }

[GenerateSerializer]
public enum Channel { Text, Voice, Video }

[GenerateSerializer]
public enum CloseReason { CandidateDone, Skipped, TimeUp, Ended }

[GenerateSerializer]
public enum ClosingReason { LastQuestion, TimeUp, CandidateEnded }

[GenerateSerializer]
public enum Recommendation { DefinitelyNo, No, Yes, StrongYes, NoDecision }

[GenerateSerializer]
public enum Disposition { Advance, Hold, Decline }
