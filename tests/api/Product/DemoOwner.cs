using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JobInterview.Api.Tests.Product;

/// <summary>The demo company's owner, who signed in as anyone does.</summary>
public sealed class DemoOwner(HttpClient http, string cookie)
{
    private const int MostTries = 20;

    public static async Task<DemoOwner> SignInAsync(HttpClient http, string email, string password)
    {
        for (var tries = 1; ; tries++)
        {
            using var form = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = email, ["password"] = password }) };
            using var signedIn = await SendAsync(http, form);
            if (signedIn.StatusCode == HttpStatusCode.SeeOther)
            {
                return new(http, signedIn.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => !set.EndsWith('=')));
            }

            // A line to the database that broke is found out by whoever takes it next.
            if (signedIn.StatusCode != HttpStatusCode.ServiceUnavailable || tries == MostTries)
            {
                throw new InvalidOperationException($"{(int)signedIn.StatusCode} {await signedIn.Content.ReadAsStringAsync()}");
            }
        }
    }

    /// <summary>Takes the largest plan, for programs that invite more candidates than the smallest has in a month.</summary>
    public Task TakeTheLargestPlanAsync() => AskAsync(new(HttpMethod.Put, "/api/v1/subscription")
    {
        Content = JsonContent.Create(new JsonObject { ["tier"] = "enterprise" }), Headers = { { "If-Match", "*" } },
    });

    /// <summary>Begins a new version of the company's key.</summary>
    public Task ReplaceKeyAsync() => AskAsync(new(HttpMethod.Post, "/api/v1/keys/rotation"));

    /// <summary>Whether an older version of the company's key is still there.</summary>
    public async Task<bool> IsReplacingKeyAsync() => JsonNode.Parse(await AskAsync(new(HttpMethod.Get, "/api/v1/keys/rotation")))!["state"]!.ToString() == "replacing";

    internal static Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return http.SendAsync(request);
    }

    private async Task<string> AskAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Cookie", cookie);
        using var answer = await SendAsync(http, request);
        var said = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? said : throw new InvalidOperationException(said);
    }
}
