using System.Collections.Immutable;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Transcription;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Grains.Sessions;

/// <summary>Decide, append, apply, tell: the shell around <see cref="InterviewSession"/>.</summary>
[GrainType("interview-session")]
internal sealed partial class InterviewSessionGrain(
    ISessionJournal journal, IKeyring keyring, PublishedPlans plans, RuleBrain rules, SessionInterviewer interviewer, TimeProvider clock,
    SpeechToText speech, FutureHolds holds, ILogger<InterviewSessionGrain> logger) : Grain, IInterviewSessionGrain, IInterviewSessionBackstage
{
    private readonly SessionFollowers _followers = new(clock);
    private readonly ConnectionPresence _presence = new(SessionFollowers.Patience);     // the end of a dead line may be told after its successor came
    private readonly ObserverPresence _observers = new();
    private TenantKey _key;
    private SessionLog _log = null!;
    private InterviewSession? _session;
    private Heard _heard;

    private DateTimeOffset Now => clock.GetUtcNow().Truncate();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = TenantKey.Parse(this.GetPrimaryKeyString());
        CallerTenant.Set(_key.Tenant);                        // one that is handed over by another silo comes without a caller
        _log = new(_key, journal, keyring);
        var history = await _log.ReadAsync(cancellationToken);
        if (history.Entries.IsEmpty)
        {
            return;
        }

        _session = await ReplayAsync(history.Entries);
        _followers.StartAfter(_session.Seq);
        foreach (var observer in _session.Observers)
        {
            _observers.Seen(observer, Now);
        }

        await RecoverAsync(history.WriterStoppedAt);
        Reschedule();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _followers.Release();
        _isCounted = SessionMetrics.Count(_isCounted, isLive: false);
        if (reason.ReasonCode == DeactivationReasonCode.ShuttingDown)
        {
            GrainContext.Migrate(null, cancellationToken);   // a shutting-down silo hands its live sessions over instead of dropping them
        }

        return Task.CompletedTask;
    }

    public async Task<Outcome<SessionReceipt>> ScheduleAsync(ScheduleSession command)
    {
        if (_session is { } known)
        {
            return known.Terms.TokenHash == command.TokenHash ? Receipt(known) : SessionRefusals.AlreadyScheduled;
        }

        if (await plans.GetAsync(GrainFactory, new(_key.Tenant, command.PlanId), command.PlanVersion) is not { } plan)
        {
            return Refusals.NotFound;
        }

        var terms = new SessionScheduled(
            command.PlanId, command.PlanVersion, plan.Content.Title, command.SubjectId, command.Language, command.TokenHash, command.ExpiresAt, command.Company,
            command.InvitedBy, (int)plan.Content.Duration.TotalSeconds, plan.Content.Questions.Length);
        var draft = SessionDraft.Of(new InterviewSession(plan.Content), Now).Then([terms, new AccommodationApplied(command.Time.Times)]);
        return await AppendAsync(draft, [SessionOutbox.Mail(command, plan.Content.Title)], new(Convert.FromHexString(command.TokenHash))) is { } unavailable
            ? unavailable
            : Receipt(_session!);
    }

    public Task<Outcome<RoomView>> RoomAsync(RoomCaller caller) =>
        Task.FromResult<Outcome<RoomView>>(Admit(caller) is { } refusal ? refusal : View());

    public Task<Outcome<RoomView>> EnterAsync(RoomCaller caller) => InRoomAsync(caller, session => session.Enter());

    public Task<Outcome<RoomView>> ConsentAsync(RoomCaller caller, ConsentChoices choices) =>
        InRoomAsync(caller, session => session.Consent(choices, RandomId.New()));

    public Task<Outcome<RoomView>> StartAsync(RoomCaller caller, string? connection) => InRoomAsync(caller, session => session.Start(connection));

    public async Task<Outcome<TurnReceipt>> AnswerAsync(RoomCaller caller, CandidateTurn turn)
    {
        if (Admit(caller) is { } stranger)
        {
            return stranger;
        }

        var session = _session!;
        if (session.RepeatOf(turn) is { } repeat)
        {
            return repeat;
        }

        if (session.MayAnswer(turn) is { } refusal)
        {
            return refusal;
        }

        var answered = SessionDraft.Of(session, Now).Then(session.Record(turn, speech.IsConfigured));
        var followed = turn.Channel.IsSpoken() && turn.Text.Length == 0 ? answered.Then(answered.Session.FollowUnread(answered.At))
            : interviewer.UsesModel ? answered
            : answered.Then(answered.Session.Follow(NextMove(answered.Session.ContextAt(answered.At)), answered.At));
        if (await AppendAsync(followed) is { } unavailable)
        {
            return unavailable;
        }

        AskInterviewer();
        return _session!.ReceiptOf(turn.ClientMessageId);
    }

    public Task<Outcome<RoomView>> ThinkAsync(RoomCaller caller, int? epoch) => InRoomAsync(caller, session => session.Think(epoch, Now));

    public Task<Outcome<RoomView>> GoOnAsync(RoomCaller caller, int? epoch) => InRoomAsync(caller, session => session.GoOn(epoch, Now));

    public Task<Outcome<RoomView>> SkipAsync(RoomCaller caller, int? epoch) => InRoomAsync(caller, session => session.Skip(epoch));

    public Task<Outcome<RoomView>> PauseAsync(RoomCaller caller, int? epoch) => InRoomAsync(caller, session => session.Pause(epoch, Now));

    public Task<Outcome<RoomView>> ResumeAsync(RoomCaller caller, string? connection) => InRoomAsync(caller, session => session.Resume(connection));

    public Task<Outcome<RoomView>> EndAsync(RoomCaller caller, int? epoch) => InRoomAsync(caller, session => session.End(epoch));

    public Task<Outcome<RoomView>> WithdrawAsync(RoomCaller caller) => InRoomAsync(caller, session => session.Withdraw());

    public async Task<Outcome<CorrectionReceipt>> CorrectAsync(RoomCaller caller, CorrectionInput correction)
    {
        if (Admit(caller) is { } stranger)
        {
            return stranger;
        }

        var record = await _log.RecordAsync();
        if (CorrectionRules.RepeatOf(record, correction) is { } repeat)
        {
            return repeat;
        }

        var (_, refusal) = await DecideAsync(_ => CorrectionRules.Correct(record, correction));
        return refusal is null ? new CorrectionReceipt(_session!.Seq, correction.TurnSeq) : refusal;
    }

    public Task<Outcome<RecordingTerms>> MayRecordAsync(RoomCaller caller, RecordingKind kind) => TermsAsync(Admit(caller) ?? _session!.RefuseRecording(kind));

    public Task<Outcome<RecordingTerms>> MayBeginRecordingAsync(RoomCaller caller, RecordingKind kind, string? questionId, DateTimeOffset? startedAt) =>
        TermsAsync(Admit(caller) ?? _session!.RefuseRecording(kind, questionId, startedAt, Now));

    public Task<Outcome<RoomView>> AskReviewAsync(RoomCaller caller, string reason) => InRoomAsync(caller, session => session.AskReview(reason));

    public Task<Outcome<SessionReceipt>> RevokeAsync(Actor by) => ForStaffAsync(session => session.Revoke(by));

    public Task<Outcome<SessionReceipt>> RateAsync(Guid reviewer, RatingInput rating) => ForStaffAsync(session => session.Rate(reviewer, rating));

    public Task<Outcome<SessionReceipt>> OverrideAsync(Guid reviewer, string competency, string reason) =>
        ForStaffAsync(session => session.Override(reviewer, competency, reason));

    public Task<Outcome<SessionReceipt>> SubmitScorecardAsync(Guid reviewer, Recommendation recommendation, string comment) =>
        ForStaffAsync(session => session.SubmitScorecard(reviewer, recommendation, comment));

    public Task<Outcome<SessionReceipt>> DecideAsync(Guid member, Disposition disposition, string reason) =>
        ForStaffAsync(session => session.Decide(member, disposition, reason));

    public Task<Outcome<SessionReceipt>> SuggestAsync(ImmutableArray<Suggestion> suggestions, bool unavailable) =>
        ForStaffAsync(session => session.Suggest(suggestions, unavailable));

    private async Task<Outcome<RoomView>> InRoomAsync(RoomCaller caller, Func<InterviewSession, Decision> decide)
    {
        if (Admit(caller) is { } stranger)
        {
            return stranger;
        }

        var (_, refusal) = await DecideAsync(decide);
        return refusal is null ? View() : refusal;
    }

    private async Task<Outcome<SessionReceipt>> ForStaffAsync(Func<InterviewSession, Decision> decide) =>
        _session is null ? Missing<SessionReceipt>() : Reply(await DecideAsync(decide));

    private async Task<Decision> DecideAsync(Func<InterviewSession, Decision> decide)
    {
        var decision = decide(_session!);
        return decision.Refusal is not null || decision.Events.IsEmpty ? decision : await AppendAsync(_session!, decision.Events);
    }

    private async Task<Decision> AppendAsync(InterviewSession before, ImmutableArray<SessionEvent> happened) =>
        await AppendAsync(SessionDraft.Of(before, Now).Then(happened)) is { } unavailable ? unavailable : Decision.Of(happened);

    // Durable first, then visible: nobody is told of an event that could still be lost.
    private async Task<Refusal?> AppendAsync(SessionDraft draft, ImmutableArray<OutboxMessage> outbox = default, RoomTokenHash? token = null)
    {
        Written written;
        try
        {
            written = await _log.AppendAsync(draft, outbox, token);
        }
        catch (JournalPartGoneException)
        {
            return SessionRefusals.PartIsGone;
        }
        catch (JournalUnavailableException failure)
        {
            LogUnavailable(failure, _key);
            DeactivateOnIdle();                               // the outcome may be unknown: the next activation reads what is true
            return SessionRefusals.Unavailable;
        }
        catch (JournalFenceException)
        {
            LogFenced(_key);
            DeactivateOnIdle();
            return SessionRefusals.Unavailable;
        }

        _session = draft.Session;
        if (written.HasNewPart)
        {
            await holds.TakeUpAsync(_key.Tenant);
        }

        _followers.Tell(written.Entries);
        Reschedule();
        return null;
    }

    private Move NextMove(TurnContext context)
    {
        _heard = _heard.Hear(context);
        return rules.NextMove(context, _heard);
    }

    private RoomView View()
    {
        _heard = _heard.IsAllOf(_session!.Question, _session.Answers.Length) ? _heard : _heard.Hear(_session.ContextAt(Now));
        return _session.ToRoom(_key.Id, Now, speech.IsConfigured, _heard);
    }

    private async Task<InterviewSession> ReplayAsync(ImmutableArray<JournalEntry> entries)
    {
        var happened = entries.Select(SessionEventCodec.Decode).ToList();
        var terms = (SessionScheduled)happened[0].Event;
        var plan = await plans.GetAsync(GrainFactory, new(_key.Tenant, terms.PlanId), terms.PlanVersion)
            ?? throw new InvalidOperationException("The pinned plan version can not be read.");
        return happened.Aggregate(new InterviewSession(plan.Content), (session, e) => session.Apply(e));
    }

    // The process died under a running interview: the clock stood still from its last sign of life, and the room goes on by itself.
    private async Task RecoverAsync(DateTimeOffset? writerStoppedAt)
    {
        if (writerStoppedAt is { } stopped && _session is { State: SessionState.InProgress } running)
        {
            await AppendAsync(running, running.Suspend(SuspendReason.ServerMove, stopped > running.LastEventAt ? stopped : running.LastEventAt).Events);
        }

        AskInterviewer();
    }

    private void AskInterviewer()
    {
        if (_session is { AwaitsMove: true } waiting)
        {
            CallerTenant.Set(_key.Tenant);
            interviewer.Choose(_key, waiting.Seq, waiting.ContextAt(Now));
        }
    }

    private Task<Outcome<RecordingTerms>> TermsAsync(Refusal? refusal) =>
        Task.FromResult<Outcome<RecordingTerms>>(refusal is not null ? refusal : new RecordingTerms(_session!.Terms.SubjectId));

    private Refusal? Admit(RoomCaller caller) => _session is null ? Missing<RoomView>().Refusal : _session.Admit(caller, Now);

    private Outcome<T> Missing<T>()
    {
        DeactivateOnIdle();
        return Refusals.NotFound;
    }

    private Outcome<SessionReceipt> Reply(Decision decision) => decision.Refusal is { } refusal ? refusal : Receipt(_session!);

    private static SessionReceipt Receipt(InterviewSession session) => new(session.Seq, session.State);

    [LoggerMessage(LogLevel.Error, "Session {Session} could not be written")]
    private partial void LogUnavailable(Exception failure, TenantKey session);

    [LoggerMessage(LogLevel.Warning, "Session {Session} is written by another activation; this one stops")]
    private partial void LogFenced(TenantKey session);
}
