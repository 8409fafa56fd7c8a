using JobInterview.Api.Identity;
using JobInterview.Tenants;

namespace JobInterview.Api.Tests.Identity;

public sealed class AccessTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task Nobody_gets_in_without_proof()
    {
        var program = await host.SendAsync(HttpMethod.Get, "/api/v1/members");
        var person = await host.SendAsync(HttpMethod.Get, "/acme/home?tab=2");

        Assert.Equal((401, "unauthenticated"), (program.Status, program.Code));
        Assert.Equal((302, "/sign-in?returnUrl=%2Facme%2Fhome%3Ftab%3D2"), (person.Status, person.Headers["Location"]));
    }

    [Fact]
    public async Task A_program_needs_the_scope()
    {
        var token = await host.TokenAsync(await host.SignUpAsync(), "members:read");

        var allowed = await host.SendAsync(HttpMethod.Get, "/api/v1/members", bearer: token);
        var refused = await host.SendAsync(HttpMethod.Get, "/api/v1/audit-log", bearer: token);

        Assert.Equal(200, allowed.Status);
        Assert.Equal((403, "insufficient-scope"), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{")]
    public async Task A_program_never_decides_whatever_it_sends(string body)
    {
        var token = await host.TokenAsync(await host.SignUpAsync());

        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/probe/decision", body, bearer: token);

        Assert.Equal((403, "members-only"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_program_makes_no_other_program()
    {
        var token = await host.TokenAsync(await host.SignUpAsync());

        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/api-clients", new { name = "child" }, bearer: token);

        Assert.Equal((403, "members-only"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_member_of_one_company_finds_nothing_at_another()
    {
        var (olive, oscar) = (await host.SignUpAsync(), await host.SignUpAsync());

        var own = await host.SendAsync(HttpMethod.Get, $"/{olive.Slug}/home", cookie: olive.Cookie);
        var other = await host.SendAsync(HttpMethod.Get, $"/{oscar.Slug}/home", cookie: olive.Cookie);
        var none = await host.SendAsync(HttpMethod.Get, "/no-such-company/home", cookie: olive.Cookie);

        Assert.Equal(200, own.Status);
        Assert.Equal((404, 404), (other.Status, none.Status));
        Assert.Equal(none.Body, other.Body);
    }

    [Fact]
    public async Task Crossing_into_another_company_is_written_down()
    {
        var (olive, oscar) = (await host.SignUpAsync(), await host.SignUpAsync());

        await host.SendAsync(HttpMethod.Get, $"/{oscar.Slug}/home", cookie: olive.Cookie);

        var log = (await host.SendAsync(HttpMethod.Get, "/api/v1/audit-log", cookie: olive.Cookie)).Json.GetProperty("items");
        Assert.Equal("tenant.crossing-refused", log[0].GetProperty("action").GetString());
    }

    [Fact]
    public async Task A_token_of_one_company_with_the_cookie_of_another_names_none()
    {
        var (olive, oscar) = (await host.SignUpAsync(), await host.SignUpAsync());
        var token = await host.TokenAsync(olive);

        var own = await host.SendAsync(HttpMethod.Get, "/api/v1/members", bearer: token, cookie: olive.Cookie);
        var crossed = await host.SendAsync(HttpMethod.Get, "/api/v1/members", bearer: token, cookie: oscar.Cookie);

        var log = (await host.SendAsync(HttpMethod.Get, "/api/v1/audit-log", cookie: olive.Cookie)).Json.GetProperty("items");
        Assert.Equal((200, 404), (own.Status, crossed.Status));
        Assert.Equal("tenant.crossing-refused", log[0].GetProperty("action").GetString());
    }

    [Fact]
    public async Task A_foreign_client_is_like_one_that_never_was()
    {
        var (olive, oscar) = (await host.SignUpAsync(), await host.SignUpAsync());
        var client = await host.AddClientAsync(olive);

        var foreign = await host.SendAsync(HttpMethod.Delete, $"/api/v1/api-clients/{client.ClientId}", cookie: oscar.Cookie);
        var random = await host.SendAsync(HttpMethod.Delete, $"/api/v1/api-clients/{RandomId.Format(RandomId.New())}", cookie: oscar.Cookie);

        Assert.Equal((404, 404), (foreign.Status, random.Status));
        Assert.Equal(foreign.Json.GetProperty("title").GetString(), random.Json.GetProperty("title").GetString());
        Assert.Equal(200, (await host.AskTokenAsync(client)).Status);
    }

    [Fact]
    public async Task A_cursor_of_one_company_opens_nothing_at_another()
    {
        var (olive, oscar) = (await host.SignUpAsync(), await host.SignUpAsync());
        await host.AddClientAsync(olive);
        await host.AddClientAsync(olive);
        var cursor = (await host.SendAsync(HttpMethod.Get, "/api/v1/api-clients?limit=1", cookie: olive.Cookie)).Json.GetProperty("nextCursor").GetString();

        var own = await host.SendAsync(HttpMethod.Get, $"/api/v1/api-clients?limit=1&cursor={cursor}", cookie: olive.Cookie);
        var foreign = await host.SendAsync(HttpMethod.Get, $"/api/v1/api-clients?limit=1&cursor={cursor}", cookie: oscar.Cookie);

        Assert.Equal(1, own.Json.GetProperty("items").GetArrayLength());
        Assert.Equal((400, "bad-cursor"), (foreign.Status, foreign.Code));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task A_cookie_does_not_work_from_another_site(string header, string value)
    {
        var olive = await host.SignUpAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/api-clients");
        request.Headers.Add("Cookie", olive.Cookie);
        request.Headers.Add(header, value);

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task No_made_up_room_token_opens_a_room()
    {
        var tokens = Enumerable.Range(0, 200).Select(_ => RoomToken.New(TenantId.New()).Text).Append("x").Append(new string('a', 64));

        foreach (var token in tokens)
        {
            var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/room/probe", bearer: token);
            Assert.Equal((401, "room-token-invalid"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task A_room_token_is_nobody_outside_the_room()
    {
        var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/members", bearer: RoomToken.New(TenantId.New()).Text);

        Assert.Equal((401, "unauthenticated"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_company_is_told_what_is_left_of_its_share()
    {
        var olive = await host.SignUpAsync();

        var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/members", cookie: olive.Cookie);

        Assert.Equal("\"tenant\";q=1000;w=5", answer.Headers["RateLimit-Policy"]);
        Assert.Equal("\"tenant\";r=999;t=1", answer.Headers["RateLimit"]);
        Assert.Contains("no-store", answer.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_that_floods_is_slowed_and_another_is_not()
    {
        var (olive, oscar) = (await host.SignUpAsync(), await host.SignUpAsync());

        var flood = await Task.WhenAll(Enumerable.Range(0, 1_020).Select(_ => host.SendAsync(HttpMethod.Get, "/api/v1/nowhere", cookie: olive.Cookie)));
        var other = await host.SendAsync(HttpMethod.Get, "/api/v1/members", cookie: oscar.Cookie);

        var slowed = flood.Where(answer => answer.Status == 429).ToArray();
        Assert.Equal(20, slowed.Length);
        Assert.All(slowed, answer => Assert.Equal(("too-many-requests", "1"), (answer.Code, answer.Headers["Retry-After"])));
        Assert.Equal(200, other.Status);
    }
}
