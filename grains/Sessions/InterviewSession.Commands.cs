using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Recordings;

namespace JobInterview.Grains.Sessions;

/// <summary>The commands: what happens, or why not. No clock, no storage, no model call.</summary>
internal sealed partial record InterviewSession
{
    private static readonly TimeSpan AccessAfterEnd = TimeSpan.FromDays(30);
    private static readonly TimeSpan ResumeWindow = TimeSpan.FromHours(24);

    /// <summary>How wrong the clock of a candidate's browser may be: one that was set by hand in another time zone is off by up to 14 hours.
    /// By more than a day no honest clock is, and a time so far off would mislead whoever reviews.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    /// <summary>How long after the end a recording may still be begun: a browser that crashed or was cut off holds what the server has never heard of, and sends it on return.
    /// One that was begun before may be finished for as long as uploads wait.</summary>
    private static readonly TimeSpan RecordingsReturnWithin = TimeSpan.FromHours(1);
    private static readonly TimeSpan LastSentenceUsually = TimeSpan.FromSeconds(30);
    private static readonly ImmutableArray<int> Warnings = [60, 15];

    private TimeSpan LastSentence => LastSentenceUsually * Time;

    /// <summary>Whether the caller holds this session's token, and it is still good; an interview that runs is never cut off by it.</summary>
    public Refusal? Admit(RoomCaller caller, DateTimeOffset now) =>
        caller.TokenHash != Terms.TokenHash ? SessionRefusals.TokenIsInvalid
        : IsRevoked ? SessionRefusals.TokenIsRevoked
        : now >= TokenExpiresAt ? SessionRefusals.TokenIsExpired
        : null;

    public DateTimeOffset TokenExpiresAt => StartedAt is null ? Terms.ExpiresAt
        : EndedAt is { } ended ? Later(Terms.ExpiresAt, ended + AccessAfterEnd)
        : DateTimeOffset.MaxValue;

    public Decision Enter() => State == SessionState.Scheduled ? Decision.Of(new LobbyEntered()) : Decision.Nothing;

    public Decision Consent(ConsentChoices choices, Guid receipt)
    {
        if (IsOver)
        {
            return SessionRefusals.Ended;
        }

        var faults = choices.Purposes.Select((choice, i) => (Purpose: choice?.Purpose ?? "", i)).Where(p => !ConsentNotice.Purposes.Contains(p.Purpose))
            .Select(p => new Fault($"/purposes/{p.i}/purpose", "unknown-purpose")).ToArray();
        if (faults.Length > 0 || choices.Purposes.Length == 0 || choices.Purposes.DistinctBy(choice => choice.Purpose).Count() < choices.Purposes.Length)
        {
            return Refusals.Invalid(faults.Length > 0 ? faults : [new Fault("/purposes", "one-choice-per-purpose")]);
        }

        return choices.NoticeVersion != ConsentNotice.Version ? SessionRefusals.NoticeHasChanged
            : HasStarted && choices.Purposes.Contains(new(ConsentNotice.Interview, false)) ? Withdraw()
            : Decision.Of(new ConsentGiven(receipt, choices.NoticeVersion, [.. choices.Purposes]));
    }

    /// <summary>Why no recording of this kind is taken, or null. Only who took part may still hold a tail after the end.</summary>
    public Refusal? RefuseRecording(RecordingKind kind) =>
        !Consents.GetValueOrDefault(kind == RecordingKind.Video ? ConsentNotice.RecordVideo : ConsentNotice.RecordAudio) ? SessionRefusals.ConsentMissing
        : IsOver && (!HasStarted || State == SessionState.Withdrawn) ? SessionRefusals.Ended
        : null;

    /// <summary>The same for one that is about to begin: its question is one of the plan's, it began within the session, and after the end only what is held on a device
    /// comes, soon and before anybody rates.</summary>
    public Refusal? RefuseRecording(RecordingKind kind, string? questionId, DateTimeOffset? startedAt, DateTimeOffset now)
    {
        Fault?[] faults =
        [
            questionId is null || Plan.Questions.Any(question => question.Id == questionId) ? null : new("/questionId", "unknown-question"),
            startedAt < (StartedAt ?? CreatedAt) - ClockSkew || startedAt > now + ClockSkew ? new("/startedAt", "out-of-range") : null,
        ];
        return faults.OfType<Fault>().ToArray() is { Length: > 0 } wrong ? Refusals.Invalid(wrong)
            : RefuseRecording(kind) ?? (now >= EndedAt + RecordingsReturnWithin || HasReviewBegun ? SessionRefusals.Ended : null);
    }

    private bool HasReviewBegun => !Review.Locked.IsEmpty || State == SessionState.Decided;

    public Decision Start(string? connection) =>
        IsOver ? SessionRefusals.Ended
        : !MayTakePart ? SessionRefusals.ConsentMissing
        : HasStarted ? Resume(connection)
        : Decision.Of([new SessionStarted(Epoch + 1, connection), .. Ask(0)]);

    public Decision Resume(string? connection) =>
        IsOver ? SessionRefusals.Ended
        : !MayTakePart ? SessionRefusals.ConsentMissing
        : !HasStarted ? SessionRefusals.NotStarted
        : Decision.Of(new SessionResumed(Epoch + 1, connection));

    public Decision Think(int? epoch, DateTimeOffset at) =>
        RefuseInRoom(epoch) is { } refusal ? refusal
        : Clock.RunsFrom > at ? Decision.Nothing
        : ThinkTimes >= ThinkTimesAllowed ? SessionRefusals.NoThinkTimeLeft
        : !IsQuestionOpen ? SessionRefusals.QuestionIsNotOpen
        : Decision.Of([.. Awake(), new ThinkTimeRequested(Question!.Id, at + ThinkTime)]);

    /// <summary>Ends the time to think early; where none runs there is nothing to do.</summary>
    public Decision GoOn(int? epoch, DateTimeOffset at) =>
        RefuseInRoom(epoch) is { } refusal ? refusal
        : Clock.RunsFrom > at ? Decision.Of(new ThinkTimeEnded(Question!.Id))
        : Decision.Nothing;

    public Decision Skip(int? epoch) =>
        RefuseInRoom(epoch) is { } refusal ? refusal
        : !IsQuestionOpen ? SessionRefusals.QuestionIsNotOpen
        : Decision.Of([.. Awake(), .. Close(Answers.IsEmpty ? AnswerStatus.Declined : AnswerStatus.Answered, CloseReason.Skipped)]);

    public Decision Pause(int? epoch, DateTimeOffset at) =>
        RefuseInRoom(epoch) is { } refusal ? refusal
        : State == SessionState.Suspended ? Decision.Nothing
        : Suspend(SuspendReason.CandidatePause, at);

    public Decision End(int? epoch) =>
        RefuseInRoom(epoch) is { } refusal ? refusal : Decision.Of(Finish(ClosingReason.CandidateEnded));

    public Decision Withdraw() =>
        IsOver ? SessionRefusals.Ended : HasStarted ? Decision.Of(new SessionWithdrawn()) : Decision.Of(new SessionDeclined());

    /// <summary>A connection speaks for the candidate: the one that holds the epoch keeps it, a superseded one stays so.</summary>
    public Decision Claim(string connection) =>
        IsOver || Superseded.Contains(connection) ? Decision.Nothing
        : connection != Connection ? Decision.Of([new ConnectionClaimed(Epoch + 1, connection), .. Returned(Epoch + 1)])
        : Decision.Of(Returned(Epoch));

    public Decision Suspend(SuspendReason reason, DateTimeOffset clockStoppedAt) =>
        State == SessionState.InProgress ? Decision.Of(new SessionSuspended(reason, clockStoppedAt)) : Decision.Nothing;

    public Decision Revoke(Actor by) =>
        IsRevoked ? Decision.Nothing : HasStarted || IsOver ? SessionRefusals.AlreadyStarted : Decision.Of(new InvitationRevoked(by));

    /// <summary>What time alone brings about: a warning, the end, or giving up on someone who does not come back.</summary>
    public Decision Due(DateTimeOffset now)
    {
        if (DeadlineAt is { } deadline && now >= deadline)
        {
            return State switch
            {
                SessionState.InProgress => Decision.Of(TimeUp()),
                SessionState.Suspended => Decision.Of(new SessionAbandoned()),
                _ => Decision.Of(new SessionNoShow()),
            };
        }

        var remaining = Clock.RemainingAt(now).TotalSeconds;
        var warning = Warnings.LastOrDefault(seconds => remaining <= seconds && seconds < LastWarning);
        return State == SessionState.InProgress && Clock.IsRunningAt(now) && warning > 0 ? Decision.Of(new TimeWarned(warning)) : Decision.Nothing;
    }

    /// <summary>When the session changes by itself if nobody does anything.</summary>
    public DateTimeOffset? DeadlineAt => State switch
    {
        SessionState.Scheduled or SessionState.Lobby or SessionState.Ready => Terms.ExpiresAt,
        SessionState.InProgress => Clock.RunsOutAt + LastSentence,
        SessionState.Suspended => LastEventAt + ResumeWindow,
        _ => null,
    };

    /// <summary>When to look again while the interview runs.</summary>
    public DateTimeOffset? NextDueAt => State != SessionState.InProgress || Clock.RunsOutAt is not { } end ? null
        : Warnings.Where(seconds => seconds < LastWarning).Select(seconds => end - TimeSpan.FromSeconds(seconds)).FirstOrDefault(end + LastSentence);

    // A member of the room is refused in the order of DESIGN §11; an absent epoch is that of a client with one connection only.
    private Refusal? RefuseInRoom(int? epoch) =>
        IsOver ? SessionRefusals.Ended
        : !MayTakePart ? SessionRefusals.ConsentMissing
        : !HasStarted ? SessionRefusals.NotStarted
        : epoch is { } given && given != Epoch ? SessionRefusals.EpochIsStale
        : null;

    private ImmutableArray<SessionEvent> Awake() => State == SessionState.Suspended ? [new SessionResumed(Epoch, null)] : [];

    // A pause is the candidate's own wish: coming back to the page does not end it, the button does.
    private ImmutableArray<SessionEvent> Returned(int epoch) =>
        State == SessionState.Suspended && Suspended != SuspendReason.CandidatePause ? [new SessionResumed(epoch, null)] : [];

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>What a command comes to before it is durable: events, nothing to do, or a refusal.</summary>
internal readonly record struct Decision(ImmutableArray<SessionEvent> Events, Refusal? Refusal)
{
    public static Decision Nothing => new([], null);

    public static Decision Of(SessionEvent happened) => new([happened], null);

    public static Decision Of(ImmutableArray<SessionEvent> happened) => new(happened, null);

    public static implicit operator Decision(Refusal refusal) => new([], refusal);
}
