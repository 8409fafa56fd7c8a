using System.Collections.Immutable;
using System.Text.Json;
using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>What must be done because of a session's events.</summary>
internal static class SessionOutbox
{
    public const string MailKind = "invitation-mail";
    public const string ScoreKind = "score-session";

    public static OutboxMessage Mail(ScheduleSession command, string planTitle) => new(RandomId.New(), MailKind, JsonSerializer.SerializeToUtf8Bytes(
        new MailPayload(command.Mail.Name, command.Mail.Email, command.Mail.Link, command.Company, planTitle, command.Language, command.ExpiresAt), JsonSerializerOptions.Web));

    public static ImmutableArray<OutboxMessage> Following(ImmutableArray<Happened> happened) =>
        happened.Any(e => e.Event is SessionCompleted) ? [new(RandomId.New(), ScoreKind, "{}"u8.ToArray())] : [];

    private sealed record MailPayload(string Name, string Email, string Link, string Company, string PlanTitle, string Language, DateTimeOffset ExpiresAt);
}
