using System.Text;
using System.Text.Json;
using JobInterview.Api.Identity;

namespace JobInterview.Api.Tests.Identity;

public sealed class OAuthOnSqliteTests(IdentityHost host) : OAuthTests(host), IClassFixture<IdentityHost>;

public sealed class OAuthOnPostgresTests(PostgresIdentityHost host) : OAuthTests(host), IClassFixture<PostgresIdentityHost>;

/// <summary>The same holds on both databases.</summary>
public abstract class OAuthTests(IdentityHost host)
{
    [Fact]
    public async Task A_token_without_a_scope_asked_has_every_scope_allowed()
    {
        var client = await host.AddClientAsync(await host.SignUpAsync());

        var answer = await host.AskTokenAsync(client);

        var claims = Claims(answer.Json.GetProperty("access_token").GetString()!);
        Assert.Equal(Scopes.All.Order(), claims.GetProperty("scope").GetString()!.Split(' ').Order());
        Assert.Equal("http://localhost:5080/", claims.GetProperty("iss").GetString());
        Assert.Equal(client.ClientId, claims.GetProperty("sub").GetString());
        Assert.Equal(300, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.InRange(answer.Json.GetProperty("expires_in").GetInt32(), 298, 300);
    }

    [Fact]
    public async Task A_token_has_exactly_the_scopes_asked()
    {
        var client = await host.AddClientAsync(await host.SignUpAsync());

        var answer = await host.AskTokenAsync(client, "members:read audit:read");

        Assert.Equal("members:read audit:read", Claims(answer.Json.GetProperty("access_token").GetString()!).GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData("plans:write")]
    [InlineData("members:read plans:write")]
    [InlineData("everything")]
    public async Task A_scope_that_is_unknown_or_not_allowed_is_refused(string scope)
    {
        var client = await host.AddClientAsync(await host.SignUpAsync(), "members:read");

        var answer = await host.AskTokenAsync(client, scope);

        Assert.Equal((400, "invalid_scope"), (answer.Status, answer.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_secret_may_come_in_the_header()
    {
        var (id, secret) = await host.AddClientAsync(await host.SignUpAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token");
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" });
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_secret_gets_nothing()
    {
        var (id, _) = await host.AddClientAsync(await host.SignUpAsync());

        var answer = await host.AskTokenAsync((id, "wrong"));

        Assert.Equal((401, "invalid_client"), (answer.Status, answer.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task The_server_describes_itself_by_its_public_address()
    {
        var answer = await host.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration");

        Assert.Equal("http://localhost:5080/", answer.Json.GetProperty("issuer").GetString());
        Assert.Equal("http://localhost:5080/connect/token", answer.Json.GetProperty("token_endpoint").GetString());
        Assert.Equal(["client_credentials"], answer.Json.GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()));
    }

    [Fact]
    public async Task A_client_can_ask_about_its_token_and_give_it_back()
    {
        var client = await host.AddClientAsync(await host.SignUpAsync());
        var token = (await host.AskTokenAsync(client)).Json.GetProperty("access_token").GetString()!;
        (string, string)[] about = [("client_id", client.ClientId), ("client_secret", client.Secret), ("token", token)];

        var before = await host.PostFormAsync("/connect/introspect", null, about);
        var revoked = await host.PostFormAsync("/connect/revoke", null, about);
        var after = await host.PostFormAsync("/connect/introspect", null, about);

        Assert.True(before.Json.GetProperty("active").GetBoolean());
        Assert.Equal(200, revoked.Status);
        Assert.False(after.Json.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task A_removed_client_is_out_at_once()
    {
        var olive = await host.SignUpAsync();
        var client = await host.AddClientAsync(olive);
        var token = (await host.AskTokenAsync(client)).Json.GetProperty("access_token").GetString()!;
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, "/api/v1/members", bearer: token)).Status);

        var removed = await host.SendAsync(HttpMethod.Delete, $"/api/v1/api-clients/{client.ClientId}", cookie: olive.Cookie);

        Assert.Equal(204, removed.Status);
        Assert.Equal(401, (await host.SendAsync(HttpMethod.Get, "/api/v1/members", bearer: token)).Status);
        Assert.Equal(401, (await host.AskTokenAsync(client)).Status);
    }

    [Theory]
    [InlineData("alg-none")]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("nonsense")]
    public async Task A_token_that_was_not_issued_here_is_none(string how)
    {
        var token = await host.TokenAsync(await host.SignUpAsync());
        var parts = token.Split('.');
        var forged = how switch
        {
            "alg-none" => $"{Text("{\"alg\":\"none\",\"typ\":\"at+jwt\"}")}.{parts[1]}.",
            "cut" => $"{parts[0]}.{parts[1]}.{parts[2][..^6]}",
            "flipped" => $"{parts[0]}.{Text(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("members", "memberz", StringComparison.Ordinal))}.{parts[2]}",
            _ => "nonsense",
        };

        var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/members", bearer: forged);

        Assert.Equal((401, "unauthenticated"), (answer.Status, answer.Code));
    }

    private static string Text(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static JsonElement Claims(string token) => JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
}
