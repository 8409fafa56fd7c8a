using System.Collections.Immutable;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JobInterview.Grains.Recordings;

/// <summary>Decide, save, tell. The lease lives in memory alone: a new activation knows none, so every older writer has lost it.</summary>
[GrainType("recording")]
internal sealed partial class RecordingGrain(
    IRecordingRows rows, IKeyring keyring, FutureHolds holds, IOptions<RecordingOptions> options, TimeProvider clock, ILogger<RecordingGrain> logger) : Grain, IRecordingGrain
{
    private readonly RecordingOptions _limits = options.Value;
    private TenantKey _key;
    private Recording? _recording;
    private Guid _lease;
    private bool _mayHaveTail = true;

    private DateTimeOffset Now => clock.GetUtcNow().Truncate();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = TenantKey.Parse(this.GetPrimaryKeyString());
        _recording = await rows.LoadAsync(_key, cancellationToken);
    }

    public async Task<Outcome<UploadView>> BeginAsync(BeginRecording command)
    {
        if (_recording is { } known)
        {
            return known.SessionId == command.SessionId ? View(known) : Refusals.NotFound;
        }

        if (RecordingRefusals.OfLength(command.Length, _limits) is { } refusal)
        {
            return refusal;                                   // before a key is made for it
        }

        var key = await keyring.CreateDataKeyAsync(new(_key.Tenant, command.SubjectId));
        var begun = await SaveAsync(Recording.Begin(command, key, _limits, Now));
        _mayHaveTail = !begun.Accepted;
        if (begun.Accepted)
        {
            await holds.TakeUpAsync(_key.Tenant);
        }

        return begun;
    }

    public async Task<Outcome<UploadView>> LookAsync(Guid session) => await AdmitAsync(session) is { } refusal ? refusal : View(_recording!);

    public async Task<Outcome<UploadLease>> LeaseAsync(Guid session)
    {
        if (await AdmitAsync(session) is { } refusal)
        {
            return refusal;
        }

        _mayHaveTail |= _lease != Guid.Empty;                 // taken from someone who has not given it back
        _lease = RandomId.New();
        return new UploadLease(_lease, View(_recording!), _mayHaveTail && _recording!.State == RecordingState.Uploading);
    }

    public async Task<Outcome<UploadView>> CommitAsync(Guid lease, ImmutableArray<RecordingPart> parts, long? length, bool isLast)
    {
        if (_recording is null)
        {
            return Missing();
        }

        if (lease != _lease || lease == Guid.Empty)
        {
            return RecordingRefusals.Superseded;
        }

        var committed = await SaveAsync(_recording.Add(parts, length, _limits, Now));
        if (committed.Accepted && isLast)
        {
            (_lease, _mayHaveTail) = (Guid.Empty, false);
        }

        return committed;
    }

    public async Task<Outcome<UploadView>> DiscardAsync(Guid session)
    {
        if (await AdmitAsync(session) is { } refusal)
        {
            return refusal;
        }

        return await DestroyAsync(_recording!.Discard(Now));
    }

    public async Task<Outcome<UploadView>> InspectedAsync(long? durationMs, bool isDamaged) =>
        _recording is { } known ? await SaveAsync(known.Inspect(durationMs, isDamaged)) : Missing();

    public async Task<Outcome<UploadView>> BrokenAsync() => _recording is { } known ? await SaveAsync(known.Break()) : Missing();

    public async Task<Outcome<UploadView>> TakeBackAsync(Guid session)
    {
        var discarded = await DiscardAsync(session);
        if (discarded.Accepted)
        {
            await rows.ForgetAsync(_key);
            DeactivateOnIdle();
        }

        return discarded;
    }

    public async Task<Outcome<UploadView>> ExpireAsync(DateTimeOffset at) =>
        _recording is not { } known ? Missing() : known.HasLapsed(_limits, at) ? await DestroyAsync(known.Destroy(at)) : View(known);

    public async Task<Outcome<UploadView>> DestroyAsync() => _recording is { } known ? await DestroyAsync(known.Destroy(Now)) : Missing();

    // The row says destroyed before anything is: a run that is cut short is repeated, and nobody opens what is half gone.
    private async Task<Outcome<UploadView>> DestroyAsync(Outcome<Recording> decided)
    {
        var saved = await SaveAsync(decided);
        if (saved.Accepted)
        {
            _lease = Guid.Empty;
            await rows.DestroyAsync(_key, _recording!.KeyId);
            LogDestroyed(_key, _recording.Bytes);
        }

        return saved;
    }

    private async Task<Refusal?> AdmitAsync(Guid session)
    {
        if (_recording is not { } known || known.SessionId != session)
        {
            return Missing().Refusal;
        }

        var refusal = known.Refuse(_limits, Now);
        if (refusal == RecordingRefusals.UploadExpired && known.State == RecordingState.Uploading)
        {
            await SaveAsync(known.Expire());
        }

        return refusal;
    }

    // Durable first, then visible.
    private async Task<Outcome<UploadView>> SaveAsync(Outcome<Recording> decided)
    {
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        var next = decided.Value!;
        if (ReferenceEquals(next, _recording))
        {
            return View(next);
        }

        var outcome = await rows.SaveAsync(_key, _recording, next);
        if (outcome != RowsOutcome.Saved)
        {
            LogNotSaved(_key, outcome);
            DeactivateOnIdle();                               // what is true now is read again
            return outcome == RowsOutcome.Fenced ? RecordingRefusals.Superseded : SessionRefusals.Unavailable;
        }

        _recording = next;
        return View(next);
    }

    private Outcome<UploadView> Missing()
    {
        DeactivateOnIdle();
        return Refusals.NotFound;
    }

    private UploadView View(Recording recording) => recording.View(_key, _limits);

    [LoggerMessage(LogLevel.Information, "Recording {Recording} was destroyed with its key, {Bytes} bytes")]
    private partial void LogDestroyed(TenantKey recording, long bytes);

    [LoggerMessage(LogLevel.Warning, "Recording {Recording} could not be written: {Outcome}")]
    private partial void LogNotSaved(TenantKey recording, RowsOutcome outcome);
}
