using JobInterview.Api.Tests.Identity;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace JobInterview.Api.Tests.Tenants;

public sealed class WatchOnSqliteTests(IdentityHost host) : WatchTests(host), IClassFixture<IdentityHost>;

public sealed class WatchOnPostgresTests(PostgresIdentityHost host) : WatchTests(host), IClassFixture<PostgresIdentityHost>;

/// <summary>Every company has the one reminder that wakes its overdue sessions.</summary>
public abstract class WatchTests(IdentityHost host)
{
    [Fact]
    public async Task A_company_is_watched_from_its_sign_up_on()
    {
        var company = await OpenAsync();

        Assert.Single(await RemindersAsync(company));
    }

    [Fact]
    public async Task A_reminder_that_was_lost_is_there_again_with_the_next_invitation()
    {
        var company = await OpenAsync();
        var lost = Assert.Single(await RemindersAsync(company));
        await Table.RemoveRow(lost.GrainId, lost.ReminderName, lost.ETag!);
        await host.RestartAsync();
        Assert.Empty(await RemindersAsync(company));

        await InviteAsync(company);
        await InviteAsync(company);

        Assert.Single(await RemindersAsync(company));
    }

    private IReminderTable Table => host.Services.GetRequiredService<IReminderTable>();

    private async Task<TenantId> OpenAsync()
    {
        var olive = await host.SignUpAsync();
        return (await host.Services.GetRequiredService<ITenantDirectory>().FindBySlugAsync(olive.Slug))!.Id;
    }

    private async Task InviteAsync(TenantId company)
    {
        CallerTenant.Set(company);
        Assert.True((await Grain<ITenantGrain>(company).CountInvitationAsync()).Accepted);
    }

    private async Task<IReadOnlyList<ReminderEntry>> RemindersAsync(TenantId company) =>
        [.. (await Table.ReadRows(Grain<ITenantDeadlinesGrain>(company).GetGrainId())).Reminders];

    private T Grain<T>(TenantId company) where T : ITenantScopedGrain =>
        host.Services.GetRequiredService<IGrainFactory>().GetGrain<T>(new TenantKey(company, company.Value).ToString());
}
