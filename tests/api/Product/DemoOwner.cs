using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JobInterview.Api.Tests.Product;

/// <summary>The demo company's owner, who signs in as anyone does.</summary>
public static class DemoOwner
{
    /// <summary>Takes the largest plan, for programs that invite more candidates than the smallest has in a month.</summary>
    public static async Task TakeTheLargestPlanAsync(HttpClient http, string email, string password)
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = email, ["password"] = password }) };
        using var signedIn = await SendAsync(http, form);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => !set.EndsWith('='));

        using var plan = new HttpRequestMessage(HttpMethod.Put, "/api/v1/subscription") { Content = JsonContent.Create(new JsonObject { ["tier"] = "enterprise" }) };
        plan.Headers.Add("Cookie", cookie);
        plan.Headers.TryAddWithoutValidation("If-Match", "*");
        using var changed = await SendAsync(http, plan);
        if (!changed.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await changed.Content.ReadAsStringAsync());
        }
    }

    internal static Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return http.SendAsync(request);
    }
}
