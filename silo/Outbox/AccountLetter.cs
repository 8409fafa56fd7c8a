using System.Text.Json;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Hosting;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Outbox;

/// <summary>A notice to a member whose account nobody uses as its outbox row keeps it, sealed.</summary>
internal sealed record AccountLetter(string Email, string Company, DateTimeOffset EndsAt)
{
    public const string Kind = "account-notice-mail";
}

/// <summary>Tells a member that their account ends unless they use it. It is told once, so without a host nothing is kept.</summary>
internal sealed class AccountLetterSender(SmtpPost post, IOptions<LinkOptions> links) : IOutboxHandler
{
    public string Kind => AccountLetter.Kind;

    public async Task<OutboxVerdict> HandleAsync(TenantKey about, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var letter = JsonSerializer.Deserialize<AccountLetter>(payload.Span, JsonSerializerOptions.Web)!;
        await post.SendAsync("", letter.Email, MailText.Of(letter, new(links.Value.Base, "sign-in")), messageId, cancel);
        return OutboxVerdict.Done;
    }
}
