using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Transcription;
using JobInterview.Tenants;
using Orleans.Concurrency;

namespace JobInterview.Grains.Sessions;

/// <summary>One live interview: every command is durable before it is acknowledged, and safe to repeat.</summary>
[GrainInterfaceType("interview-session")]
public interface IInterviewSessionGrain : ITenantScopedGrain
{
    /// <summary>Pins a published plan for a candidate and keeps the hash of the room token. Refused when the session exists with another token.</summary>
    [Alias("schedule")] Task<Outcome<SessionReceipt>> ScheduleAsync(ScheduleSession command);

    /// <summary>The room as its candidate sees it now.</summary>
    [Alias("room"), AlwaysInterleave] Task<Outcome<RoomView>> RoomAsync(RoomCaller caller);

    /// <summary>The candidate opened the room for the first time; later calls change nothing.</summary>
    [Alias("enter")] Task<Outcome<RoomView>> EnterAsync(RoomCaller caller);

    /// <summary>Records a choice per purpose. Refused for a purpose that the notice does not name, and after the end.</summary>
    [Alias("consent")] Task<Outcome<RoomView>> ConsentAsync(RoomCaller caller, ConsentChoices choices);

    /// <summary>Starts the interview and its clock; when it has started, acts as <see cref="ResumeAsync"/>. Gives a new epoch.</summary>
    [Alias("start")] Task<Outcome<RoomView>> StartAsync(RoomCaller caller, string? connection);

    /// <summary>Records an answer. Refused unless a question is open and the epoch is current; a repeat gets the same receipt.</summary>
    [Alias("answer")] Task<Outcome<TurnReceipt>> AnswerAsync(RoomCaller caller, CandidateTurn turn);

    /// <summary>Stops the clock for two minutes (more with an accommodation), twice an interview at the most.</summary>
    [Alias("think")] Task<Outcome<RoomView>> ThinkAsync(RoomCaller caller, int? epoch);

    /// <summary>Ends the time to think early: the clock runs again. Where none runs it changes nothing.</summary>
    [Alias("go-on")] Task<Outcome<RoomView>> GoOnAsync(RoomCaller caller, int? epoch);

    /// <summary>Leaves the open question unanswered and goes on.</summary>
    [Alias("skip")] Task<Outcome<RoomView>> SkipAsync(RoomCaller caller, int? epoch);

    /// <summary>Stops the clock until the candidate returns.</summary>
    [Alias("pause")] Task<Outcome<RoomView>> PauseAsync(RoomCaller caller, int? epoch);

    /// <summary>Goes on at the same question with a new epoch.</summary>
    [Alias("resume")] Task<Outcome<RoomView>> ResumeAsync(RoomCaller caller, string? connection);

    /// <summary>Ends the interview with what was said; a repeat changes nothing.</summary>
    [Alias("end")] Task<Outcome<RoomView>> EndAsync(RoomCaller caller, int? epoch);

    /// <summary>The candidate takes no part, or no further part. Refused after a decision.</summary>
    [Alias("withdraw")] Task<Outcome<RoomView>> WithdrawAsync(RoomCaller caller);

    /// <summary>The candidate says that a passage of a transcript was heard wrongly. Refused once a rating is locked; a repeat gets the same receipt.</summary>
    [Alias("correct")] Task<Outcome<CorrectionReceipt>> CorrectAsync(RoomCaller caller, CorrectionInput correction);

    /// <summary>Whether the candidate may send a recording of this kind now: refused without its consent (law 4); what was recorded may still arrive
    /// after the end. The answer names whose recording it is.</summary>
    [Alias("may-record"), AlwaysInterleave] Task<Outcome<RecordingTerms>> MayRecordAsync(RoomCaller caller, RecordingKind kind);

    /// <summary>As <see cref="MayRecordAsync"/>, for a recording that is about to begin: what its recorder says of it is weighed too.</summary>
    [Alias("may-begin-recording"), AlwaysInterleave]
    Task<Outcome<RecordingTerms>> MayBeginRecordingAsync(
        RoomCaller caller, RecordingKind kind, string? questionId, DateTimeOffset? startedAt);

    /// <summary>The candidate asks a person to look again.</summary>
    [Alias("ask-review")] Task<Outcome<RoomView>> AskReviewAsync(RoomCaller caller, string reason);

    /// <summary>Makes a connection the one that speaks for the candidate, with a new epoch unless it already is.
    /// A connection that was superseded stays so.</summary>
    [Alias("claim")] Task<Outcome<ConnectionClaim>> ClaimAsync(RoomCaller caller, string connection);

    /// <summary>The connection's stream ended; without a return within two seconds a running interview is suspended.</summary>
    [Alias("release")] Task ReleaseAsync(string connection);

    /// <summary>Events after a number as soon as there are any, else nothing after about two seconds.
    /// <paramref name="connection"/> is the follower's own, so that it counts as present.</summary>
    [Alias("follow"), AlwaysInterleave] Task<SessionNews> FollowAsync(long after, string? connection);

    /// <summary>Someone of the company begins to follow, and the candidate is told; a repeat changes nothing.</summary>
    [Alias("join")] Task<Outcome<SessionReceipt>> JoinAsync(Actor observer);

    /// <summary>As <see cref="FollowAsync"/>, for someone who has joined: they count as present.</summary>
    [Alias("observe"), AlwaysInterleave] Task<SessionNews> ObserveAsync(long after, Actor observer);

    /// <summary>The observer's stream ended; without a return within two seconds the candidate is told.</summary>
    [Alias("leave")] Task LeaveAsync(Actor observer);

    /// <summary>Makes the invitation worthless. Refused once the interview has started.</summary>
    [Alias("revoke")] Task<Outcome<SessionReceipt>> RevokeAsync(Actor by);

    /// <summary>Locks one rating, blind: it can not be changed afterwards, and opens the suggestion to this reviewer.</summary>
    [Alias("rate")] Task<Outcome<SessionReceipt>> RateAsync(Guid reviewer, RatingInput rating);

    /// <summary>Says why a locked rating differs from the suggestion.</summary>
    [Alias("override")] Task<Outcome<SessionReceipt>> OverrideAsync(Guid reviewer, string competency, string reason);

    /// <summary>Hands in the scorecard. Refused until each competency is rated.</summary>
    [Alias("submit-scorecard")] Task<Outcome<SessionReceipt>> SubmitScorecardAsync(Guid reviewer, Recommendation recommendation, string comment);

    /// <summary>Records a person's decision. Refused without a submitted scorecard.</summary>
    [Alias("decide")] Task<Outcome<SessionReceipt>> DecideAsync(Guid member, Disposition disposition, string reason);

    /// <summary>The scorer's result; a second result for the same session changes nothing.</summary>
    [Alias("suggest")] Task<Outcome<SessionReceipt>> SuggestAsync(ImmutableArray<Suggestion> suggestions, bool unavailable);

    /// <summary>A deadline may have passed (invitation, clock, resume window): does what is due now.</summary>
    [Alias("wake")] Task WakeAsync();
}

/// <summary>Who speaks for the candidate: the SHA-256 of the room token, in lowercase hex.</summary>
[GenerateSerializer, Immutable, Alias("room-caller")]
public sealed record RoomCaller([property: Id(0)] string TokenHash);

/// <summary>Whose recording it is: its key lives under this person's own.</summary>
[GenerateSerializer, Immutable, Alias("recording-terms")]
public sealed record RecordingTerms([property: Id(0)] Guid SubjectId);

/// <summary>What pins a session.</summary>
[GenerateSerializer, Immutable, Alias("schedule-session")]
public sealed record ScheduleSession(
    [property: Id(0)] Guid PlanId, [property: Id(1)] int PlanVersion, [property: Id(2)] Guid SubjectId, [property: Id(3)] string Language,
    [property: Id(4)] string TokenHash, [property: Id(5)] DateTimeOffset ExpiresAt, [property: Id(6)] string Company, [property: Id(7)] Actor InvitedBy,
    [property: Id(8)] InvitationMail Mail)
{
    /// <summary>How much time the candidate is given.</summary>
    [Id(9)] public TimeFactor Time { get; init; }
}

/// <summary>What the invitation mail needs, kept sealed in the outbox.</summary>
[GenerateSerializer, Immutable, Alias("invitation-mail")]
public sealed record InvitationMail(
    [property: Id(0)] string Name, [property: Id(1)] string Email, [property: Id(2)] string Link);

/// <summary>The journal's number of the last event of a command.</summary>
[GenerateSerializer, Immutable, Alias("session-receipt")]
public sealed record SessionReceipt([property: Id(0)] long Seq, [property: Id(1)] SessionState State);

/// <summary>An answer as the room sends it: text of 1 to 20,000 UTF-16 units, verbatim; a spoken one has a recording, and may have no text.</summary>
[GenerateSerializer, Immutable, Alias("candidate-turn")]
public sealed record CandidateTurn(
    [property: Id(0)] int Epoch, [property: Id(1)] string ClientMessageId, [property: Id(2)] string Text, [property: Id(3)] Channel Channel = Channel.Text)
{
    /// <summary>The recording of a spoken answer; its upload may still be running.</summary>
    [Id(4)] public Guid? RecordingId { get; init; }

    /// <summary>When the question's sound had ended, in milliseconds from the start of the recording; negative when before it, requested think time left out.</summary>
    [Id(5)] public int? QuestionEndedMs { get; init; }

    /// <summary>How long the question's sound took, in milliseconds.</summary>
    [Id(6)] public int? QuestionMs { get; init; }
}

/// <summary>The acknowledgement of an answer: it is durable under this number.</summary>
[GenerateSerializer, Immutable, Alias("turn-receipt")]
public sealed record TurnReceipt([property: Id(0)] long Seq, [property: Id(1)] string ClientMessageId);

/// <summary>A choice per purpose on a version of the notice.</summary>
[GenerateSerializer, Immutable, Alias("consent-choices")]
public sealed record ConsentChoices([property: Id(0)] string NoticeVersion, [property: Id(1)] PurposeChoice[] Purposes);

/// <summary>The room's state (DESIGN §11).</summary>
[GenerateSerializer, Immutable, Alias("room-view")]
public sealed record RoomView
{
    [Id(0)] public required SessionState State { get; init; }
    [Id(1)] public required int Epoch { get; init; }
    [Id(2)] public required string Language { get; init; }
    [Id(3)] public required RoomConsent Consent { get; init; }
    [Id(4)] public RoomQuestion? Question { get; init; }
    [Id(5)] public RoomProbe? Probe { get; init; }
    [Id(6)] public required RoomClock Clock { get; init; }
    [Id(7)] public required string Company { get; init; }
    [Id(8)] public required string PlanTitle { get; init; }
    [Id(9)] public required long Seq { get; init; }
    [Id(10)] public required int Turns { get; init; }
    [Id(11)] public int ThinkTimesLeft { get; init; }
    [Id(12)] public DateTimeOffset? ThinkingUntil { get; init; }
    [Id(13)] public required DateTimeOffset ExpiresAt { get; init; }
    [Id(14)] public SuspendReason? Suspended { get; init; }
    [Id(15)] public string[] Progress { get; init; } = [];
    [Id(16)] public Guid SessionId { get; init; }

    /// <summary>How questions may be answered: what the plan offers; each also needs its consent.</summary>
    [Id(17)] public Channel[] Modes { get; init; } = [];
    [Id(18)] public RoomSpeech Speech { get; init; } = new(false);
    [Id(19)] public RoomPatience Patience { get; init; } = new(0, 0);

    /// <summary>How many people of the company follow the interview right now.</summary>
    [Id(20)] public int Observers { get; init; }

    /// <summary>How many times the usual time the candidate has: 1, 1.25, 1.5 or 2.</summary>
    [Id(21)] public decimal TimeFactor { get; init; } = 1;

    /// <summary>How long a time to think is.</summary>
    [Id(22)] public int ThinkSeconds { get; init; }

    /// <summary>Whether reviewers see how spoken answers were delivered, in numbers.</summary>
    [Id(23)] public bool Delivery { get; init; }
}

[GenerateSerializer, Immutable, Alias("room-consent")]
public sealed record RoomConsent([property: Id(0)] string NoticeVersion, [property: Id(1)] RoomPurpose[] Purposes);

[GenerateSerializer, Immutable, Alias("room-purpose")]
public sealed record RoomPurpose([property: Id(0)] string Purpose, [property: Id(1)] bool Required, [property: Id(2)] bool Granted);

[GenerateSerializer, Immutable, Alias("room-question")]
public sealed record RoomQuestion([property: Id(0)] string Id, [property: Id(1)] string Text, [property: Id(2)] int Index, [property: Id(3)] int Count);

[GenerateSerializer, Immutable, Alias("room-probe")]
public sealed record RoomProbe([property: Id(0)] string Text);

/// <summary>Whether spoken answers are written down by a program.</summary>
[GenerateSerializer, Immutable, Alias("room-speech")]
public sealed record RoomSpeech([property: Id(0)] bool Transcription);

/// <summary>How long a page lets a speaking candidate be silent before it asks whether they have finished.</summary>
[GenerateSerializer, Immutable, Alias("room-patience")]
public sealed record RoomPatience([property: Id(0)] int BaseMs, [property: Id(1)] int AfterThinkMs)
{
    /// <summary>The same for the first silence, until they speak: longer where they asked for a moment in words.</summary>
    [Id(2)] public int FirstMs { get; init; }
}

[GenerateSerializer, Immutable, Alias("room-clock")]
public sealed record RoomClock([property: Id(0)] int RemainingSeconds, [property: Id(1)] bool Running);

/// <summary>Whether the connection speaks for the candidate, and with which epoch.</summary>
[GenerateSerializer, Immutable, Alias("connection-claim")]
public sealed record ConnectionClaim([property: Id(0)] bool Superseded, [property: Id(1)] int Epoch);

/// <summary>New entries after the follower's number; <see cref="HasGap"/> says that earlier ones must be read from the journal first.</summary>
[GenerateSerializer, Immutable, Alias("session-news")]
public sealed record SessionNews(
    [property: Id(0)] JournalEntry[] Entries, [property: Id(1)] bool HasGap, [property: Id(2)] bool Superseded, [property: Id(3)] bool Exists)
{
    /// <summary>The observer was taken for gone: they join again before they are told more.</summary>
    [Id(4)] public bool MustJoin { get; init; }
}

/// <summary>One rating: 1 to 5, or null for insufficient evidence; the rationale has up to 2,000 characters.</summary>
[GenerateSerializer, Immutable, Alias("rating-input")]
public sealed record RatingInput([property: Id(0)] string Competency, [property: Id(1)] int? Rating, [property: Id(2)] string Rationale);
