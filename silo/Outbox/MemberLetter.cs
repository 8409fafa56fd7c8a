using System.Text.Json;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Silo.Outbox;

/// <summary>An invitation to join a company as its outbox row keeps it, sealed.</summary>
internal sealed record MemberLetter(string Email, string Company, Uri Link, DateTimeOffset ExpiresAt)
{
    public const string Kind = "member-invitation-mail";
}

/// <summary>Sends the link to an invited colleague. It was shown to whoever invited, so without a host nothing is kept.</summary>
internal sealed class MemberLetterSender(SmtpPost post) : IOutboxHandler
{
    public string Kind => MemberLetter.Kind;

    public async Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var letter = JsonSerializer.Deserialize<MemberLetter>(payload.Span, JsonSerializerOptions.Web)!;
        await post.SendAsync("", letter.Email, MailText.Of(letter), messageId, cancel);
        return OutboxVerdict.Done;
    }
}
