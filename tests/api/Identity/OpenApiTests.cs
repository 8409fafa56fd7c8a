namespace JobInterview.Api.Tests.Identity;

public sealed class OpenApiTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task The_description_says_who_may_what_and_how_it_is_refused()
    {
        var document = (await host.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Json;

        var add = document.GetProperty("paths").GetProperty("/api/v1/api-clients").GetProperty("post");
        var list = document.GetProperty("paths").GetProperty("/api/v1/members").GetProperty("get");
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("member", add.GetProperty("security")[0].EnumerateObject().Single().Name);
        Assert.True(add.GetProperty("requestBody").GetProperty("required").GetBoolean());
        Assert.Equal("members:read", list.GetProperty("security")[0].GetProperty("client")[0].GetString());
        Assert.Equal(["cursor", "limit"], list.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.True(list.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _));
        Assert.Equal("#/components/schemas/NewClient", add.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString());
        Assert.Equal(["client", "member", "room"], document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name));
        Assert.Equal("http://localhost:5080/connect/token", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("client")
            .GetProperty("flows").GetProperty("clientCredentials").GetProperty("tokenUrl").GetString());
    }

    [Fact]
    public async Task The_reference_page_loads_nothing_from_elsewhere()
    {
        var page = await host.SendAsync(HttpMethod.Get, "/docs/");

        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("https://cdn", page.Body, StringComparison.Ordinal);
        Assert.Contains("'nonce-", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }
}
