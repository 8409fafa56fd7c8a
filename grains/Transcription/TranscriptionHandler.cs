using System.Text.Json;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace JobInterview.Grains.Transcription;

/// <summary>Has one spoken answer written down, away from the conversation: later while its upload runs or the engine fails, and not for ever.</summary>
internal sealed partial class TranscriptionHandler(
    IGrainFactory grains, ISessionJournal journal, IRecordings recordings, SpeechToText speech, TranscriptionLimits limits, TimeProvider clock,
    ILogger<TranscriptionHandler> logger, ISoundTracks? sounds = null) : IOutboxHandler
{
    private static readonly TimeSpan BesidesTheEngine = TimeSpan.FromSeconds(30);

    public string Kind => SessionOutbox.TranscribeKind;

    public TimeSpan? SlowLimit => limits.OneAttempt + limits.OneSound + BesidesTheEngine;

    public async Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var order = JsonSerializer.Deserialize<TranscriptionOrder>(payload.Span, JsonSerializerOptions.Web)!;
        var record = SessionRecord.Of((await journal.ReadAsync(session, cancel: cancel)).Entries);
        if (record.Turns.FirstOrDefault(turn => turn.Seq == order.TurnSeq) is not { TranscriptState: TranscriptState.Pending, RecordingId: { } recording } turn)
        {
            return OutboxVerdict.Done;
        }

        var (transcript, gaveUp) = record.Allows(turn.Channel.Purpose())
            ? await TryHearAsync(new(session.Tenant, recording), cancel)
            : (null, new SpeechFailedException("consent-withdrawn", isFinal: true));
        CallerTenant.Set(session.Tenant);
        var live = grains.GetGrain<IInterviewSessionBackstage>(session.ToString());
        if (transcript is not null)
        {
            return await live.HearAsync(turn.Seq, transcript) ? OutboxVerdict.Done : OutboxVerdict.Retry;
        }

        if (!gaveUp!.IsFinal && clock.GetUtcNow() < turn.At + limits.GiveUpAfter)
        {
            return OutboxVerdict.Retry;
        }

        LogGaveUp(session, turn.Seq, gaveUp.Cause);
        return await live.GiveUpTranscriptAsync(turn.Seq, gaveUp.Cause) ? OutboxVerdict.Done : OutboxVerdict.Retry;
    }

    private async Task<(Transcript? Transcript, SpeechFailedException? GaveUp)> TryHearAsync(TenantKey recording, CancellationToken cancel)
    {
        try
        {
            return (await HearAsync(recording, cancel), null);
        }
        catch (SpeechFailedException failure)
        {
            return (null, failure);
        }
        catch (RecordingGoneException)
        {
            return (null, new("recording-gone", isFinal: true));
        }
#pragma warning disable CA1031 // whatever an engine's client throws, the answer stays a recording and is tried again; its words may quote the answer, so they are not logged
        catch (Exception failure) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(recording, failure.GetType().Name);
            return (null, new("engine-failed", isFinal: false));
        }
    }

    private async Task<Transcript> HearAsync(TenantKey key, CancellationToken cancel)
    {
        var recording = await recordings.FindAsync(key, cancel);
        if (recording is not { State: RecordingState.Complete or RecordingState.Damaged })
        {
            throw recording?.State == RecordingState.Uploading ? new("recording-incomplete", isFinal: false) : new SpeechFailedException("recording-gone", isFinal: true);
        }

        var engine = speech.Client ?? throw new SpeechFailedException("not-configured", isFinal: false);
        await using var sound = await SoundAsync(recording, cancel);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(limits.OneAttempt);
        var options = new SpeechToTextOptions { AdditionalProperties = new() { [SpeechToText.ContentType] = sound.ContentType } };
        var response = await engine.GetTextAsync(sound.Stream, options, patience.Token);
        return speech.Keep(response, recording.DurationMs) ?? throw new SpeechFailedException("engine-garbled", isFinal: false);
    }

    // The recording as it is, or its sound alone where the whole is more than an engine takes.
    private async Task<SoundTrack> SoundAsync(RecordingListing recording, CancellationToken cancel)
    {
        var whole = new SoundTrack(await recordings.OpenAsync(recording.Key, cancel), recording.ContentType);
        if (recording.Bytes <= limits.MostBytes)
        {
            return whole;
        }

        await using var _ = whole;
        return (sounds is null ? null : await sounds.TakeAsync(whole.Stream, whole.ContentType, limits.MostBytes, cancel))
            ?? throw new SpeechFailedException("recording-too-large", isFinal: true);
    }

    [LoggerMessage(LogLevel.Warning, "Recording {Recording} was not transcribed this time ({Error})")]
    private partial void LogFailed(TenantKey recording, string error);

    [LoggerMessage(LogLevel.Warning, "Session {Session} gets no transcript for turn {Turn}: {Cause}")]
    private partial void LogGaveUp(TenantKey session, long turn, string cause);
}

/// <summary>What the outbox asks for: the words of one answer.</summary>
internal sealed record TranscriptionOrder(long TurnSeq);
