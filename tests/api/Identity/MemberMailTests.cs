using System.Net;
using System.Net.Sockets;
using JobInterview.Api.Identity;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace JobInterview.Api.Tests.Identity;

public sealed class MemberMailTests
{
    [Fact]
    public async Task An_invited_colleague_gets_the_link_by_mail()
    {
        using var smtp = new SmtpInbox();
        await using var host = new MailingHost(smtp.Port);
        await host.InitializeAsync();
        var olive = await host.SignUpAsync("Mail & Co");
        var tenant = (await host.Services.GetRequiredService<ITenantDirectory>().FindBySlugAsync(olive.Slug))!.Id;
        var owner = new MemberCaller(RandomId.New(), RandomId.New(), MemberRole.Owner, "Olive") { Tenant = tenant };

        await using var scope = host.Services.CreateAsyncScope();
        var invited = (await scope.ServiceProvider.GetRequiredService<Team>().InviteAsync(owner, "rita@example.com", MemberRole.Reviewer)).Value!;

        var mail = await smtp.ReceiveAsync();
        Assert.Contains("To: rita@example.com", mail, StringComparison.Ordinal);
        Assert.Contains(invited.Link, mail.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private sealed class MailingHost(int port) : IdentityHost
    {
        protected override Task<Dictionary<string, string?>> SettingsAsync() =>
            Task.FromResult(new Dictionary<string, string?> { ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = $"{port}" });
    }

    /// <summary>A mail server that takes one mail and tells what was in it.</summary>
    private sealed class SmtpInbox : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public SmtpInbox() => _listener.Start();

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async Task<string> ReceiveAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 inbox");
            var mail = new List<string>();
            for (var isData = false; await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line;)
            {
                if (isData && line != ".")
                {
                    mail.Add(line);
                    continue;
                }

                isData = line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase);
                await writer.WriteLineAsync(isData ? "354 go on" : "250 fine");
                if (line == ".")
                {
                    break;
                }
            }

            return string.Join("\r\n", mail);
        }

        public void Dispose() => _listener.Dispose();
    }
}
