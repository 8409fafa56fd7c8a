using System.Text.Json;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Hosting;
using JobInterview.Tenants;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace JobInterview.Silo.Outbox;

/// <summary>Sends an invitation over SMTP; without a host the row is kept, readable in the company's outbox page.</summary>
internal sealed class InvitationSender(IOptions<SmtpOptions> options) : IOutboxHandler
{
    public string Kind => InvitationLetter.Kind;

    public async Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var mail = JsonSerializer.Deserialize<InvitationLetter>(payload.Span, JsonSerializerOptions.Web)!;
        if (string.IsNullOrWhiteSpace(options.Value.Host) || !MailboxAddress.TryParse(mail.Email, out var to))
        {
            return OutboxVerdict.Keep;
        }

        await SendAsync(Message(mail, to, messageId), cancel);
        return OutboxVerdict.Done;
    }

    private MimeMessage Message(InvitationLetter mail, MailboxAddress to, Guid messageId)
    {
        var from = MailboxAddress.Parse(options.Value.From);
        var words = MailText.Of(mail);
        return new MimeMessage
        {
            // The same for every attempt, so that a mail whose acknowledgement was lost is seen as one.
            MessageId = $"{RandomId.Format(messageId)}@{from.Domain}",
            From = { from },
            To = { new MailboxAddress(mail.Name.ReplaceLineEndings(" "), to.Address) },
            Subject = words.Subject,
            Body = new BodyBuilder { TextBody = words.Text, HtmlBody = words.Html }.ToMessageBody(),
        };
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        using var smtp = new SmtpClient { Timeout = 30_000 };
        await smtp.ConnectAsync(options.Value.Host!, options.Value.Port, SecureSocketOptions.Auto, cancel);
        if (!string.IsNullOrEmpty(options.Value.User))
        {
            await smtp.AuthenticateAsync(options.Value.User, options.Value.Password ?? "", cancel);
        }

        await smtp.SendAsync(message, cancel);
        await smtp.DisconnectAsync(quit: true, cancel);
    }
}
