using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace JobInterview.Api.Tests.Identity;

public sealed class AccountsOnSqliteTests(IdentityHost host) : AccountTests(host), IClassFixture<IdentityHost>;

public sealed class AccountsOnPostgresTests(PostgresIdentityHost host) : AccountTests(host), IClassFixture<PostgresIdentityHost>;

/// <summary>The same holds on both databases.</summary>
public abstract class AccountTests(IdentityHost host)
{
    [Fact]
    public async Task Whoever_opens_a_company_owns_it_and_is_signed_in()
    {
        var olive = await host.SignUpAsync("Café Müller & Co");

        var home = await host.SendAsync(HttpMethod.Get, $"/{olive.Slug}/home", cookie: olive.Cookie);
        var members = await host.SendAsync(HttpMethod.Get, "/api/v1/members", cookie: olive.Cookie);

        Assert.StartsWith("cafe-muller-co", olive.Slug, StringComparison.Ordinal);
        Assert.Equal((200, olive.Slug), (home.Status, home.Body));
        Assert.Equal("owner", members.Json.GetProperty("items")[0].GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_cookie_is_kept_from_scripts_and_other_sites()
    {
        var answer = await host.PostFormAsync("/sign-up", null, ("company", "Acme"), ("name", "O"), ("email", "o@example.com"), ("password", IdentityHost.Password));

        var cookie = answer.Headers["Set-Cookie"];
        Assert.StartsWith("ji=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("company", "", "company-invalid")]
    [InlineData("name", "\u202Eevil", "name-invalid")]
    [InlineData("email", "nobody", "email-invalid")]
    [InlineData("password", "short", "password-weak")]
    [InlineData("password", "Password123!", "password-weak")]
    [InlineData("password", "23456789", "password-weak")]
    [InlineData("slug", "api", "slug-invalid")]
    public async Task A_bad_field_opens_nothing(string field, string value, string code)
    {
        var fields = new Dictionary<string, string> { ["company"] = "Bad", ["name"] = "B", ["email"] = "b@example.com", ["password"] = IdentityHost.Password, [field] = value };

        var answer = await host.PostFormAsync("/sign-up", null, [.. fields.Select(f => (f.Key, f.Value))]);

        Assert.Equal((303, $"/sign-up?error={code}"), (answer.Status, answer.Headers["Location"]));
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task Signing_in_again_gives_another_session_and_signing_out_ends_it()
    {
        var olive = await host.SignUpAsync();
        var again = await host.PostFormAsync("/sign-in", null, ("email", olive.Email.ToUpperInvariant()), ("password", IdentityHost.Password), ("returnUrl", "/x?y=1"));
        var cookie = IdentityHost.CookieOf(again);

        var left = await host.PostFormAsync("/sign-out", cookie);

        Assert.Equal("/x?y=1", again.Headers["Location"]);
        Assert.NotEqual(olive.Cookie, cookie);
        Assert.Equal(303, left.Status);
        Assert.Equal(401, (await host.SendAsync(HttpMethod.Get, "/api/v1/members", cookie: cookie)).Status);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "/api/v1/members", cookie: olive.Cookie)).Status);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_answer_alike()
    {
        var olive = await host.SignUpAsync();

        var wrong = await host.PostFormAsync("/sign-in", null, ("email", olive.Email), ("password", "another sentence"));
        var unknown = await host.PostFormAsync("/sign-in", null, ("email", "nobody@example.com"), ("password", "another sentence"));
        var elsewhere = await host.PostFormAsync("/sign-in", null, ("email", olive.Email), ("password", IdentityHost.Password), ("slug", "no-such-company"));

        Assert.Equal((303, "/sign-in?error=sign-in-failed"), (wrong.Status, wrong.Headers["Location"]));
        Assert.Equal(wrong.Headers.Keys.Order(), unknown.Headers.Keys.Order());
        Assert.Equal(wrong.Headers["Location"], unknown.Headers["Location"]);
        Assert.Equal(wrong.Headers["Location"], elsewhere.Headers["Location"]);
    }

    [Fact]
    public async Task Guessing_at_once_counts_every_guess_and_locks_the_account()
    {
        var olive = await host.SignUpAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => host.PostFormAsync("/sign-in", null, ("email", olive.Email), ("password", $"guess number {n}"))));
        var right = await host.PostFormAsync("/sign-in", null, ("email", olive.Email), ("password", IdentityHost.Password));

        Assert.Equal("/sign-in?error=sign-in-failed", right.Headers["Location"]);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("evil")]
    [InlineData("/%2f/evil.example")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        var olive = await host.SignUpAsync();

        var answer = await host.PostFormAsync("/sign-in", null, ("email", olive.Email), ("password", IdentityHost.Password), ("returnUrl", returnUrl));

        Assert.Equal($"/{olive.Slug}", answer.Headers["Location"]);
    }

    [Fact]
    public async Task Nothing_of_a_member_is_readable_on_disk()
    {
        var email = $"zephyrine-{RandomId.Format(RandomId.New())}@quill.example";
        await host.SignUpAsync("Plain Words Ltd", email);

        var found = Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories).Where(file => Contains(file, "zephyrine-") || Contains(file, "Olive Owner"));

        Assert.Empty(found);
    }

    [Fact]
    public async Task A_session_outlives_a_restart()
    {
        var olive = await host.SignUpAsync();
        var token = await host.TokenAsync(olive);

        await host.RestartAsync();

        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "/api/v1/members", cookie: olive.Cookie)).Status);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "/api/v1/members", bearer: token)).Status);
    }

    [Fact]
    public async Task The_log_of_a_company_is_a_chain()
    {
        var olive = await host.SignUpAsync();
        await host.PostFormAsync("/sign-in", null, ("email", olive.Email), ("password", "wrong sentence"));

        var log = (await host.SendAsync(HttpMethod.Get, "/api/v1/audit-log", cookie: olive.Cookie)).Json.GetProperty("items");

        var tenant = (await host.Services.GetRequiredService<ITenantDirectory>().FindBySlugAsync(olive.Slug))!.Id;
        var entries = (await host.Services.GetRequiredService<IAuditLog>().ListAsync(tenant, null, 100)).Items.Reverse().ToArray();
        Assert.Equal("member.sign-in-failed", log[0].GetProperty("action").GetString());
        Assert.Equal([1L, 2L], entries.Select(entry => entry.Seq));
        var previous = new byte[32];
        foreach (var entry in entries)
        {
            previous = Silo.Data.Members.AuditLog.HashOf(tenant, entry.Seq, entry.At, entry.Note, previous);
            Assert.Equal(entry.Hash, Convert.ToHexStringLower(previous));
        }
    }

    private static bool Contains(string file, string word)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(word)) >= 0;
    }
}
