using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Benchmarks;

/// <summary>Another company, opened through the sign-up form.</summary>
internal static class Newcomer
{
    /// <summary>Opens it; gives a token of an API client of its owner.</summary>
    public static async Task<string> OpenAsync(HttpClient http)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = http.BaseAddress };
        using var form = new HttpRequestMessage(HttpMethod.Post, "/sign-up")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["company"] = "Loud", ["name"] = "Olive Owner", ["email"] = "olive@loud.test", ["password"] = "a-long-enough-passphrase" }),
        };
        using var signedUp = await DemoOwner.SendAsync(browser, form);
        var cookie = signedUp.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => !set.EndsWith('='));

        using var make = new HttpRequestMessage(HttpMethod.Post, "/api/v1/api-clients") { Content = JsonContent.Create(new JsonObject { ["name"] = "Loud" }) };
        make.Headers.Add("Cookie", cookie);
        using var made = await DemoOwner.SendAsync(browser, make);
        var client = (await made.Content.ReadFromJsonAsync<JsonObject>())!;
        using var credentials = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = $"{client["clientId"]}", ["client_secret"] = $"{client["clientSecret"]}",
        });
        using var answer = await browser.PostAsync("/connect/token", credentials);
        return $"{(await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]}";
    }
}
