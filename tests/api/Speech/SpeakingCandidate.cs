using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Speech;

/// <summary>A candidate who speaks: uploads over tus, answers by the recording.</summary>
public sealed class SpeakingCandidate(HttpClient http, Candidate candidate)
{
    private int _said;

    public Candidate Candidate => candidate;

    public static async Task<SpeakingCandidate> InProgressAsync(HttpClient http, ApiClient api, string? plan = null, params string[] refused)
    {
        var candidate = await Candidate.InviteAsync(http, api, email: $"{Guid.NewGuid():n}@example.test", plan: plan);
        await candidate.ConsentAsync(refused);
        await candidate.StartAsync();
        return new(http, candidate);
    }

    /// <summary>Begins an upload whose length is not known yet, as a recorder does.</summary>
    public async Task<string> RecordAsync(string type = "audio/webm")
    {
        using var create = Tus(HttpMethod.Post, "/api/v1/room/recordings");
        create.Headers.Add("Upload-Defer-Length", "1");
        create.Headers.Add("Upload-Metadata", $"filetype {Convert.ToBase64String(Encoding.UTF8.GetBytes(type))}");
        using var created = await http.SendAsync(create);
        Assert.True(created.StatusCode == HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        return created.Headers.Location!.ToString().Split('/')[^1];
    }

    /// <summary>Sends the whole recording and says that this is all; gives its hash.</summary>
    public Task<string> UploadAsync(string recording, int length = 50_000) => UploadAsync(recording, [0x1A, 0x45, 0xDF, 0xA3, .. RandomNumberGenerator.GetBytes(length)]);

    public async Task<string> UploadAsync(string recording, byte[] sound)
    {
        using var patch = Tus(HttpMethod.Patch, $"/api/v1/room/recordings/{recording}");
        patch.Headers.Add("Upload-Offset", "0");
        patch.Headers.Add("Upload-Length", $"{sound.Length}");
        patch.Content = new ByteArrayContent(sound);
        patch.Content.Headers.ContentType = new("application/offset+octet-stream");
        using var sent = await http.SendAsync(patch);
        Assert.True(sent.StatusCode == HttpStatusCode.NoContent, $"{sent.StatusCode} {await sent.Content.ReadAsStringAsync()}");
        return Convert.ToHexStringLower(SHA256.HashData(sound));
    }

    public Task<Answer> AnswerAsync(string? recording, string channel = "voice", string? text = null, string? messageId = null) =>
        candidate.Room.PostAsync("/api/v1/room/turns", new System.Text.Json.Nodes.JsonObject
        {
            ["epoch"] = candidate.Epoch, ["clientMessageId"] = messageId ?? $"v-{_said++}", ["channel"] = channel,
        }.With("recordingId", recording).With("text", text));

    /// <summary>Records, uploads and answers.</summary>
    public async Task<(long Seq, string Recording)> SpeakAsync(string? text = null, byte[]? filmed = null)
    {
        var recording = await RecordAsync(filmed is null ? "audio/webm" : "video/webm");
        await (filmed is null ? UploadAsync(recording) : UploadAsync(recording, filmed));
        var answer = await AnswerAsync(recording, filmed is null ? "voice" : "video", text);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (answer.Body!["seq"]!.GetValue<long>(), recording);
    }

    private HttpRequestMessage Tus(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", candidate.Token);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }
}

internal static class Members
{
    public static System.Text.Json.Nodes.JsonObject With(this System.Text.Json.Nodes.JsonObject body, string name, string? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }

        return body;
    }
}
