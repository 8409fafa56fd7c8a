using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Grains;
using JobInterview.Grains.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace JobInterview.Api.Tests.Identity;

public sealed class TeamOnSqliteTests(IdentityHost host) : TeamTests(host), IClassFixture<IdentityHost>;

public sealed class TeamOnPostgresTests(PostgresIdentityHost host) : TeamTests(host), IClassFixture<PostgresIdentityHost>;

/// <summary>The same holds on both databases.</summary>
public abstract class TeamTests(IdentityHost host)
{
    [Fact]
    public async Task An_invited_person_joins_once_with_the_role_given()
    {
        var (olive, caller) = await OwnerAsync();
        var link = await InviteAsync(caller, "rita@example.com", MemberRole.Reviewer);

        var joined = await JoinAsync(link);
        var again = await JoinAsync(link);

        Assert.Equal((303, $"/{olive.Slug}"), (joined.Status, joined.Headers["Location"]));
        Assert.EndsWith("?error=invitation-invalid", again.Headers["Location"], StringComparison.Ordinal);
        var cookie = IdentityHost.CookieOf(joined);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "/api/v1/probe/sessions", cookie: cookie)).Status);
        var refused = await host.SendAsync(HttpMethod.Get, "/api/v1/members", cookie: cookie);
        Assert.Equal((403, "forbidden"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Of_many_who_use_one_link_at_once_one_joins()
    {
        var (_, caller) = await OwnerAsync();
        var link = await InviteAsync(caller, "rita@example.com", MemberRole.Recruiter);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => JoinAsync(link)));

        Assert.Single(answers, answer => answer.Headers.ContainsKey("Set-Cookie"));
        Assert.Equal(2, (await UseAsync(team => team.ListAsync(caller.Tenant))).Items.Count);
    }

    [Fact]
    public async Task A_removed_member_is_out_at_the_next_look()
    {
        var (_, caller) = await OwnerAsync();
        var cookie = IdentityHost.CookieOf(await JoinAsync(await InviteAsync(caller, "rita@example.com", MemberRole.Recruiter)));
        var rita = (await UseAsync(team => team.ListAsync(caller.Tenant))).Items.Single(member => member.Email == "rita@example.com");

        var removed = await UseAsync(team => team.RemoveAsync(caller, rita.Id));

        Assert.True(removed.Accepted);
        Assert.Equal(401, (await host.SendAsync(HttpMethod.Get, "/api/v1/probe/sessions", cookie: cookie)).Status);
        Assert.True((await UseAsync(team => team.InviteAsync(caller, "rita@example.com", MemberRole.Recruiter))).Accepted);
    }

    [Fact]
    public async Task The_last_owner_stays_even_when_two_leave_at_once()
    {
        var (_, caller) = await OwnerAsync();
        await JoinAsync(await InviteAsync(caller, "second@example.com", MemberRole.Owner));
        var owners = (await UseAsync(team => team.ListAsync(caller.Tenant))).Items;

        var removed = await Task.WhenAll(owners.Select(owner => UseAsync(team => team.RemoveAsync(caller, owner.Id))));

        Assert.Single(removed, outcome => outcome.Accepted);
        Assert.Equal("last-owner", removed.Single(outcome => !outcome.Accepted).Refusal!.Code);
        var left = (await UseAsync(team => team.ListAsync(caller.Tenant))).Items.Single();
        var demoted = await UseAsync(team => team.ChangeRoleAsync(caller, left.Id, MemberRole.Reviewer));
        Assert.Equal("last-owner", demoted.Refusal!.Code);
    }

    [Fact]
    public async Task Only_an_owner_makes_owners()
    {
        var (_, caller) = await OwnerAsync();

        var outcome = await UseAsync(team => team.InviteAsync(caller with { Role = MemberRole.Admin }, "x@example.com", MemberRole.Owner));

        Assert.Equal((RefusalKind.Forbidden, "owners-only"), (outcome.Refusal!.Kind, outcome.Refusal.Code));
    }

    private async Task<(Signed, MemberCaller)> OwnerAsync()
    {
        var olive = await host.SignUpAsync();
        var tenant = (await host.Services.GetRequiredService<ITenantDirectory>().FindBySlugAsync(olive.Slug))!;
        var owner = (await UseAsync(team => team.ListAsync(tenant.Id))).Items.Single();
        return (olive, new(owner.Id, default, owner.Role, owner.Name) { Tenant = tenant.Id });
    }

    private async Task<string> InviteAsync(MemberCaller by, string email, MemberRole role)
    {
        var invited = (await UseAsync(team => team.InviteAsync(by, email, role))).Value!;
        return new Uri(invited.Link).AbsolutePath;
    }

    private Task<Http.Answer> JoinAsync(string link) => host.PostFormAsync(link, null, ("name", "Rita Reviewer"), ("password", IdentityHost.Password));

    private async Task<T> UseAsync<T>(Func<Team, Task<T>> use)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<Team>());
    }
}
