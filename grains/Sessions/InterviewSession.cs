using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Sessions;

/// <summary>What one interview is at a moment: the fold of its events, without the words that are no longer needed to go on.</summary>
internal sealed partial record InterviewSession(PlanContent Plan)
{
    public long Seq { get; init; }
    public SessionState State { get; init; }
    public SessionScheduled Terms { get; init; } = null!;
    public TimeFactor Time { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset LastEventAt { get; init; }
    public bool IsRevoked { get; init; }
    public bool IsPartial { get; init; }
    public SuspendReason? Suspended { get; init; }

    public string NoticeVersion { get; init; } = ConsentNotice.Version;
    public ImmutableDictionary<string, bool> Consents { get; init; } = ImmutableDictionary<string, bool>.Empty;

    public int Epoch { get; init; }
    public string? Connection { get; init; }
    public ImmutableQueue<string> Superseded { get; init; } = [];

    public SessionClock Clock { get; init; } = new(TimeSpan.Zero, TimeSpan.Zero, null);
    public int ThinkTimes { get; init; }
    public int LastWarning { get; init; } = int.MaxValue;

    public int QuestionIndex { get; init; } = -1;
    public bool IsQuestionOpen { get; init; }
    public bool AwaitsMove { get; init; }
    public string? ProbeText { get; init; }
    public ImmutableArray<ProbeSlot> ProbesUsed { get; init; } = [];
    public ImmutableArray<KeptText> Answers { get; init; } = [];
    public ImmutableArray<AnswerStatus> Closed { get; init; } = [];
    public int Turns { get; init; }

    /// <summary>Each answer's number and the first half of its content's SHA-256, so that a repeat is known from a reuse.</summary>
    public ImmutableDictionary<string, (long Seq, Guid Text)> Receipts { get; init; } = ImmutableDictionary<string, (long, Guid)>.Empty;

    public ImmutableHashSet<Actor> Observers { get; init; } = [];

    /// <summary>Spoken answers whose transcript was ordered and is neither there nor given up.</summary>
    public ImmutableHashSet<long> AwaitedTranscripts { get; init; } = [];

    /// <summary>Recordings that are answers already: each is one.</summary>
    public ImmutableHashSet<Guid> Recordings { get; init; } = [];

    public Review Review { get; init; } = Review.None;

    public Question? Question => QuestionIndex >= 0 && QuestionIndex < Plan.Questions.Length ? Plan.Questions[QuestionIndex] : null;

    public bool IsOver => State is not (SessionState.Scheduled or SessionState.Lobby or SessionState.Ready or SessionState.InProgress or SessionState.Suspended);

    public bool HasStarted => StartedAt is not null;

    public bool MayTakePart => Consents.GetValueOrDefault(ConsentNotice.Interview);

    /// <summary>The state after an event: total, and the same on every replay.</summary>
    public InterviewSession Apply(Happened happened)
    {
        var next = Apply(happened.Event, happened.At, happened.Seq);
        return next with { Seq = happened.Seq, LastEventAt = LastSignAfter(happened) };
    }

    // An interruption may be told long after it: the time to return counts from the last sign of life, not from when somebody noticed.
    private DateTimeOffset LastSignAfter(Happened happened) =>
        IsBeside(happened.Event) ? LastEventAt : happened.Event is SessionSuspended suspended ? suspended.ClockStoppedAt : happened.At;

    // What others do beside the conversation gives the candidate neither more time to return nor less.
    private static bool IsBeside(SessionEvent happened) =>
        happened is ObserverJoined or ObserverLeft or TranscriptFinalized or TranscriptUnavailable or TranscriptCorrected or SessionParted;

    private InterviewSession Apply(SessionEvent happened, DateTimeOffset at, long seq) => happened switch
    {
        SessionScheduled terms => this with
        {
            State = SessionState.Scheduled,
            Terms = terms,
            CreatedAt = at,
            Clock = new(TimeSpan.FromSeconds(terms.DurationSeconds), TimeSpan.Zero, null),
        },
        AccommodationApplied applied => Given(TimeFactor.Of(applied.TimeFactor).Value),
        InvitationRevoked => Over(SessionState.Cancelled, at) with { IsRevoked = true },
        LobbyEntered => this with { State = SessionState.Lobby },
        ConsentGiven given => Consented(given),
        ConnectionClaimed claimed => TakenBy(claimed.Connection) with { Epoch = claimed.Epoch },
        SessionStarted started => TakenBy(started.Connection) with
        {
            State = SessionState.InProgress,
            Epoch = started.Epoch,
            StartedAt = at,
            Clock = Clock.StartAt(at),
        },
        SessionSuspended suspended => this with
        {
            State = SessionState.Suspended,
            Suspended = suspended.Reason,
            Clock = Clock.StopAt(suspended.ClockStoppedAt),
        },
        SessionResumed resumed => TakenBy(resumed.Connection) with
        {
            State = SessionState.InProgress,
            Suspended = null,
            Epoch = resumed.Epoch,
            Clock = Clock.StartAt(at),
        },
        QuestionAsked asked => this with
        {
            QuestionIndex = asked.Index,
            IsQuestionOpen = true,
            AwaitsMove = false,
            ProbeText = null,
            ProbesUsed = [],
            Answers = [],
        },
        TurnCommitted turn => Answered(turn, at, seq),
        TranscriptFinalized transcript => this with { AwaitedTranscripts = AwaitedTranscripts.Remove(transcript.TurnSeq) },
        TranscriptUnavailable gone => this with { AwaitedTranscripts = AwaitedTranscripts.Remove(gone.TurnSeq) },
        ObserverJoined joined => this with { Observers = Observers.Add(joined.By) },
        ObserverLeft left => this with { Observers = Observers.Remove(left.By) },
        ProbeAsked probe => this with { ProbeText = probe.Text, ProbesUsed = ProbesUsed.Add(probe.Slot), IsQuestionOpen = true, AwaitsMove = false },
        InterviewerSpoke => this with { IsQuestionOpen = true, AwaitsMove = false },
        ThinkTimeRequested think => this with
        {
            ThinkTimes = ThinkTimes + 1,
            Clock = Clock.HoldFrom(at, think.Until),
            IsQuestionOpen = true,
            AwaitsMove = false,
        },
        ThinkTimeEnded => this with { Clock = Clock.ReleaseAt(at) },
        AnswerClosed closed => this with { Closed = Closed.Add(closed.Status), IsQuestionOpen = false, AwaitsMove = false, ProbeText = null, Answers = [] },
        TimeWarned warned => this with { LastWarning = warned.RemainingSeconds },
        SessionClosing => this with { State = SessionState.Closing, Clock = Clock.StopAt(at) },
        SessionCompleted completed => Over(SessionState.Processing, at) with { IsPartial = completed.IsPartial },
        SessionWithdrawn => Over(SessionState.Withdrawn, at),
        SessionDeclined => Over(SessionState.Declined, at),
        SessionAbandoned => Over(SessionState.Abandoned, LapsedAt(at)),
        SessionNoShow => Over(SessionState.NoShow, LapsedAt(at)),
        ScoringFinished => this with { State = SessionState.ReadyForReview },
        RatingLocked locked => this with { State = SessionState.UnderReview, Review = Review.Lock(locked) },
        ScorecardSubmitted card => this with { State = SessionState.Reviewed, Review = Review.Submit(card.Reviewer) },
        RatingOverridden => this,
        SuggestionMade made => this with { Review = Review.Suggest(made.Suggestion.Competency) },
        DecisionRecorded => this with { State = SessionState.Decided },
        ReviewRequested => this with { State = SessionState.UnderReview, Review = Review with { IsAskedFor = true } },
        EventDestroyed gone => Destroyed(gone.Kind),
        _ => this,
    };

    // It was over at its deadline, also where nobody was awake to say so until later.
    private DateTimeOffset LapsedAt(DateTimeOffset at) => DeadlineAt < at ? DeadlineAt.Value : at;

    private InterviewSession Over(SessionState state, DateTimeOffset at) => this with
    {
        State = state,
        EndedAt = at,
        Clock = Clock.StopAt(at),
        IsQuestionOpen = false,
        AwaitsMove = false,
        ProbeText = null,
        Answers = [],
        Suspended = null,
        Observers = [],
    };

    private InterviewSession Given(TimeFactor time) => this with { Time = time, Clock = Clock with { Budget = Clock.Budget * time } };

    private InterviewSession Consented(ConsentGiven given)
    {
        var next = this with
        {
            NoticeVersion = given.NoticeVersion,
            Consents = Consents.SetItems(given.Purposes.Select(choice => KeyValuePair.Create(choice.Purpose, choice.Granted))),
        };
        return HasStarted ? next : next with { State = next.MayTakePart ? SessionState.Ready : SessionState.Lobby };
    }

    // The last 32 superseded connections are remembered: far more than one candidate opens, and bounded against one who loops.
    private InterviewSession TakenBy(string? connection)
    {
        if (connection is null || connection == Connection)
        {
            return this;
        }

        var superseded = Connection is { } previous ? Superseded.Enqueue(previous) : Superseded;
        return this with { Connection = connection, Superseded = superseded.Count() > 32 ? superseded.Dequeue() : superseded };
    }

    private InterviewSession Answered(TurnCommitted turn, DateTimeOffset at, long seq) => this with
    {
        Turns = Turns + 1,
        Answers = Answers.Add(new(turn.Text)),
        Receipts = Receipts.SetItem(turn.ClientMessageId, (seq, Fingerprint(turn.Text, turn.Channel, turn.RecordingId))),
        Clock = Clock.ReleaseAt(at),
        Recordings = turn.RecordingId is { } recording ? Recordings.Add(recording) : Recordings,
        AwaitedTranscripts = turn.AwaitsTranscript is true ? AwaitedTranscripts.Add(seq) : AwaitedTranscripts,
        IsQuestionOpen = false,
        AwaitsMove = true,
    };

    // Of a spoken answer the recording is part of what was said: the same id with another one is a reuse.
    private static Guid Fingerprint(string text, Channel channel, Guid? recording)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(channel == Channel.Text ? text : $"{channel}\0{recording:n}\0{text}"), hash);
        return new(hash[..16]);
    }
}

/// <summary>Who has rated what, as far as rules need it; the words are in the journal.</summary>
internal sealed record Review(
    ImmutableHashSet<(Guid Reviewer, string Competency)> Locked, ImmutableHashSet<Guid> Submitted, ImmutableHashSet<string> Suggested, bool IsAskedFor)
{
    public static Review None { get; } = new([], [], [], false);

    public Review Lock(RatingLocked rating) => this with { Locked = Locked.Add((rating.Reviewer, rating.Competency)) };

    public Review Submit(Guid reviewer) => this with { Submitted = Submitted.Add(reviewer) };

    public Review Suggest(string competency) => this with { Suggested = Suggested.Add(competency) };
}
