using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Retention;

/// <summary>Two members of a company: one asks and the other decides.</summary>
internal sealed record TwoPeople(HttpClient Http, string Asks, string Decides)
{
    /// <summary>Of the demo company.</summary>
    public static async Task<TwoPeople> OfAsync(ProductFixture fixture)
    {
        var owner = await fixture.OwnerAsync();
        return new(fixture.Http, owner, await Company.JoinAsync(fixture.Http, fixture.Product.Demo().GetProperty("tenant").GetString()!, owner));
    }

    /// <summary>Puts a hold in force on whole interviews, or on single things by their ids in the ledger.</summary>
    public async Task<string> HoldAsync(string? session = null, string[]? assets = null, bool future = false)
    {
        var asked = await SendAsync(Asks, "", new JsonObject
        {
            ["reason"] = "A dispute", ["reviewAt"] = DateTimeOffset.UtcNow.AddDays(30), ["futureMatching"] = future,
            ["sessions"] = new JsonArray([.. session is null ? [] : new[] { JsonValue.Create(session) }]), ["recordings"] = new JsonArray([.. (assets ?? []).Select(id => JsonValue.Create(id))]),
        });
        Assert.True(asked.Status == HttpStatusCode.Created, asked.Text);
        await StepAsync(Decides, asked["id"], "place");
        return asked["id"];
    }

    public async Task ReleaseAsync(string hold)
    {
        await StepAsync(Asks, hold, "ask-release");
        await StepAsync(Decides, hold, "release");
    }

    private async Task StepAsync(string cookie, string hold, string step)
    {
        var done = await SendAsync(cookie, $"/{hold}/{step}", null);
        Assert.True(done.Status == HttpStatusCode.OK, done.Text);
    }

    private Task<Answer> SendAsync(string cookie, string path, JsonNode? body) => Company.SendAsync(Http, cookie, HttpMethod.Post, $"/api/v1/legal-holds{path}", body);
}
