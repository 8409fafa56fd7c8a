using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobInterview.Api.Tests.Product;

/// <summary>What came back: the status and the JSON, whatever it is.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, string Text, HttpResponseHeaders Headers)
{
    public string? Code => Body?["code"]?.GetValue<string>();

    public string this[string name] => Body![name]!.ToString();
}

/// <summary>A caller of the HTTP contract with a bearer token; one that signed in renews it in time.</summary>
public sealed class ApiClient(HttpClient http, string? token, Func<Task<string>>? renew = null)
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(4);
    private long _since = Stopwatch.GetTimestamp();

    public string? Token { get; private set; } = token;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        if (renew is not null && Stopwatch.GetElapsedTime(_since) > RenewAfter)
        {
            (Token, _since) = (await renew(), Stopwatch.GetTimestamp());
        }

        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (Token is not null)
        {
            request.Headers.Authorization = new("Bearer", Token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) ?? false;
        return new(response.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null, text, response.Headers);
    }

    /// <summary>Client credentials for everything the client may do.</summary>
    public static async Task<ApiClient> SignInAsync(HttpClient http, JsonElement demo) => new(http, await TokenAsync(http, demo), () => TokenAsync(http, demo));

    private static async Task<string> TokenAsync(HttpClient http, JsonElement demo)
    {
        var client = demo.GetProperty("apiClient");
        using var response = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client.GetProperty("clientId").GetString()!,
            ["client_secret"] = client.GetProperty("clientSecret").GetString()!,
        }));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return answer["access_token"]?.GetValue<string>() ?? throw new InvalidOperationException(answer.ToJsonString());
    }
}
