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

    /// <summary>A transcript for each spoken answer; the time of each part counts from the end, also of one that begins after it; scoring at the end, and again as soon as the last transcript
    /// it waits for is there.</summary>
    public static ImmutableArray<OutboxMessage> Following(SessionDraft draft, bool hasNewPart = false)
    {
        var messages = ImmutableArray<OutboxMessage>.Empty;
        var (isCompleted, isHeard) = (false, false);
        foreach (var (seq, _, happened) in draft.Happened)
        {
            isCompleted |= happened is SessionCompleted;
            isHeard |= happened is TranscriptFinalized or TranscriptUnavailable;
            messages = happened is TurnCommitted { AwaitsTranscript: true } ? messages.Add(Transcribe(seq)) : messages;
        }

        messages = draft.Ends || (hasNewPart && draft.Session.EndedAt is not null) ? messages.Add(new(RandomId.New(), EndedKind, "{}"u8.ToArray())) : messages;
        var isComplete = isHeard && draft.Session is { State: SessionState.Processing, AwaitedTranscripts.IsEmpty: true };
        return isComplete || isCompleted ? messages.Add(new(RandomId.New(), ScoreKind, "{}"u8.ToArray())) : messages;
    }

    private static OutboxMessage Transcribe(long turn) =>
        new(RandomId.New(), TranscribeKind, JsonSerializer.SerializeToUtf8Bytes(new TranscriptionOrder(turn), JsonSerializerOptions.Web));

    private sealed record MailPayload(string Name, string Email, string Link, string Company, string PlanTitle, string Language, DateTimeOffset ExpiresAt);
}
