using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Keys;

/// <summary>The owner has a new version of the company's key made over HTTP, while an interview of the company goes on.</summary>
public sealed class KeyRotationApiTests(ProductFixture product)
{
    private const string Path = "/api/v1/keys/rotation";

    [Fact]
    public async Task An_owner_replaces_the_key_and_everything_still_opens()
    {
        var company = await Company.OpenAsync(product.Http);
        var before = await SendAsync(company, HttpMethod.Get, null);

        var begun = await SendAsync(company, HttpMethod.Post, new JsonObject());
        var after = begun;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var i = 0; i < 300 && after["state"] != "current"; i++)
        {
            await pace.WaitForNextTickAsync();
            after = await SendAsync(company, HttpMethod.Get, null);
        }

        Assert.Equal(HttpStatusCode.Accepted, begun.Status);
        Assert.Equal(("current", "0"), (after["state"], after["remaining"]));
        Assert.NotEqual(before["newestAt"], after["newestAt"]);
        Assert.Equal(HttpStatusCode.OK, (await company.Api.GetAsync("/api/v1/interview-plans")).Status);
        var audit = await Company.SendAsync(product.Http, company.Cookie, HttpMethod.Get, "/api/v1/audit-log", null);
        Assert.Contains("key.rotation-asked", audit.Text, StringComparison.Ordinal);
        Assert.Contains("key.rotated", audit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_and_nobody_are_refused()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await product.Api.PostAsync(Path, new { })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await product.Nobody.PostAsync(Path, new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.Api.GetAsync(Path)).Status);
    }

    private Task<Answer> SendAsync(Company company, HttpMethod method, JsonNode? body) => Company.SendAsync(product.Http, company.Cookie, method, Path, body);
}
