using System.Text.Json;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Silo.Outbox;

/// <summary>Sends an invitation over SMTP; without a host the row is kept, readable in the company's outbox page.</summary>
internal sealed class InvitationSender(SmtpPost post) : IOutboxHandler
{
    public string Kind => InvitationLetter.Kind;

    public async Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var mail = JsonSerializer.Deserialize<InvitationLetter>(payload.Span, JsonSerializerOptions.Web)!;
        return await post.SendAsync(mail.Name, mail.Email, MailText.Of(mail), messageId, cancel) ? OutboxVerdict.Done : OutboxVerdict.Keep;
    }
}
