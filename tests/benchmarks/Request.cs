using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace JobInterview.Benchmarks;

/// <summary>Requests as bytes for the raw connections, and as calls for what is prepared.</summary>
internal static class Request
{
    public static byte[] Post(string path, string? token, object body)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body);
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}Content-Length: {json.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. json];
    }

    public static byte[] Get(string path, string token) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");

    public static async Task<JsonNode> SendAsync(HttpClient http, string token, HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path.Split('?')[0]}: {(int)response.StatusCode} {text}");
    }
}
