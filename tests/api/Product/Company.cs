using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace JobInterview.Api.Tests.Product;

/// <summary>A company of its own beside the demo: opened through the sign-up form, with an API client that its owner made.</summary>
public sealed record Company(string Slug, string Cookie, ApiClient Api)
{
    private const string Password = "a-long-enough-passphrase";

    public static async Task<Company> OpenAsync(HttpClient http, bool isTrial = false)
    {
        var name = $"Company {Guid.NewGuid():n}"[..24];
        using var form = Form(http, "/sign-up", new() { ["company"] = name, ["name"] = "Olive Owner", ["email"] = $"{Guid.NewGuid():n}@example.test", ["password"] = Password, ["trial"] = isTrial ? "on" : "" });
        using var signedUp = await http.SendAsync(form);
        Assert.Equal(HttpStatusCode.SeeOther, signedUp.StatusCode);
        var cookie = signedUp.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => !set.EndsWith('='));
        var slug = signedUp.Headers.Location!.ToString().Trim('/');

        var made = await SendAsync(http, cookie, HttpMethod.Post, "/api/v1/api-clients", new JsonObject { ["name"] = "Test" });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        using var asked = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = made["clientId"], ["client_secret"] = made["clientSecret"],
        });
        var token = JsonNode.Parse(await (await http.PostAsync("/connect/token", asked)).Content.ReadAsStringAsync())!["access_token"]!.ToString();
        return new(slug, cookie, new(http, token));
    }

    /// <summary>The cookie of the demo company's owner.</summary>
    public static async Task<string> OwnerAsync(HttpClient http, JsonElement demo)
    {
        var owner = demo.GetProperty("owner");
        using var form = Form(http, "/sign-in", new() { ["email"] = owner.GetProperty("email").GetString()!, ["password"] = owner.GetProperty("password").GetString()! });
        using var signedIn = await http.SendAsync(form);
        return signedIn.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => !set.EndsWith('='));
    }

    /// <summary>The owner's browser: a cookie, and the site it comes from.</summary>
    public static Task<Answer> SendAsync(HttpClient http, string cookie, HttpMethod method, string path, JsonNode? body, params (string, string)[] headers) => new ApiClient(http, null).SendAsync(
        method, path, body is null ? null : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
        [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin"), ("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority)), .. headers]);

    /// <summary>A second member of a company, invited by the first one's browser; gives the cookie.</summary>
    public static async Task<string> JoinAsync(HttpClient http, string slug, string cookie, string role = "Owner")
    {
        using var invite = Form(http, $"/{slug}/members", new() { ["_handler"] = "invite-member", ["do"] = "invite", ["role"] = role, ["email"] = $"{Guid.NewGuid():n}@example.test" });
        invite.Headers.Add("Cookie", cookie);
        using var invited = await http.SendAsync(invite);
        var page = await invited.Content.ReadAsStringAsync();
        using var join = Form(http, Regex.Match(page, "/join/[A-Za-z0-9_.-]+").Value, new() { ["name"] = "Second Member", ["password"] = Password });
        using var joined = await http.SendAsync(join);
        Assert.Equal(HttpStatusCode.SeeOther, joined.StatusCode);
        return joined.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => !set.EndsWith('='));
    }

    /// <summary>A page as its reader sees it.</summary>
    public static async Task<string> PageAsync(HttpClient http, string cookie, string path, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await http.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public static HttpRequestMessage Form(HttpClient http, string path, Dictionary<string, string> fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return request;
    }
}
