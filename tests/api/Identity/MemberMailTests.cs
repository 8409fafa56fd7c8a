using JobInterview.Api.Identity;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Tests.Outbox;
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
}
