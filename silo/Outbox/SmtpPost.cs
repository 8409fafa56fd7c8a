using JobInterview.Silo.Hosting;
using JobInterview.Tenants;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace JobInterview.Silo.Outbox;

/// <summary>Where mail leaves, when a host is set.</summary>
internal sealed class SmtpPost(IOptions<SmtpOptions> options)
{
    /// <summary>Sends the words to one person; false when there is no host or the address is none.</summary>
    public async Task<bool> SendAsync(string name, string email, MailText words, Guid messageId, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Host) || !MailboxAddress.TryParse(email, out var to))
        {
            return false;
        }

        var from = MailboxAddress.Parse(options.Value.From);
        using var message = new MimeMessage
        {
            // The same for every attempt, so that a mail whose acknowledgement was lost is seen as one.
            MessageId = $"{RandomId.Format(messageId)}@{from.Domain}",
            From = { from },
            To = { new MailboxAddress(name.ReplaceLineEndings(" "), to.Address) },
            Subject = words.Subject,
            Body = new BodyBuilder { TextBody = words.Text, HtmlBody = words.Html }.ToMessageBody(),
        };
        await SendAsync(message, cancel);
        return true;
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
