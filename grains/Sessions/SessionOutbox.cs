using System.Collections.Immutable;
using System.Text.Json;
using JobInterview.Grains.Transcription;
using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>What must be done because of a session's events.</summary>
internal static class SessionOutbox
{
    public const string MailKind = "invitation-mail";
    public const string ScoreKind = "score-session";
    public const string TranscribeKind = "transcribe";
    public const string EndedKind = "session-ended";

    public static OutboxMessage Mail(ScheduleSession command, string planTitle) => new(RandomId.New(), MailKind, JsonSerializer.SerializeToUtf8Bytes(
        new MailPayload(command.Mail.Name, command.Mail.Email, command.Mail.Link, command.Company, planTitle, command.Language, command.ExpiresAt), JsonSerializerOptions.Web));

    /// <summary>A transcript for each spoken answer; the time of what was recorded counts from the end; scoring at the end, and again as soon as the last transcript it waits for is there.</summary>
    public static ImmutableArray<OutboxMessage> Following(ImmutableArray<Happened> happened, InterviewSession after)
    {
        var isComplete = after is { State: SessionState.Processing, AwaitedTranscripts.IsEmpty: true } && happened.Any(e => e.Event is TranscriptFinalized or TranscriptUnavailable);
        return
        [
            .. happened.Where(e => e.Event is TurnCommitted { AwaitsTranscript: true }).Select(e => Transcribe(e.Seq)),
            .. after.EndedAt is { } ended && happened.Any(e => e.At == ended) ? [new OutboxMessage(RandomId.New(), EndedKind, "{}"u8.ToArray())] : Array.Empty<OutboxMessage>(),
            .. isComplete || happened.Any(e => e.Event is SessionCompleted) ? [new OutboxMessage(RandomId.New(), ScoreKind, "{}"u8.ToArray())] : Array.Empty<OutboxMessage>(),
        ];
    }

    private static OutboxMessage Transcribe(long turn) =>
        new(RandomId.New(), TranscribeKind, JsonSerializer.SerializeToUtf8Bytes(new TranscriptionOrder(turn), JsonSerializerOptions.Web));

    private sealed record MailPayload(string Name, string Email, string Link, string Company, string PlanTitle, string Language, DateTimeOffset ExpiresAt);
}
