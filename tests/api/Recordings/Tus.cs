using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>A client that speaks tus by hand, so that it can also speak it wrongly.</summary>
internal sealed class Tus(HttpClient http, Candidate candidate)
{
    private static readonly byte[] WebM = [0x1A, 0x45, 0xDF, 0xA3];

    public const string Root = "/api/v1/room/recordings";

    /// <summary>Bytes that begin like WebM and are noise otherwise.</summary>
    public static byte[] Noise(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        WebM.AsSpan(0, Math.Min(WebM.Length, length)).CopyTo(bytes);
        return bytes;
    }

    /// <summary>A sound that can be read to its end.</summary>
    public static byte[] Wav(int samples) =>
    [
        .. "RIFF\0\0\0\0WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, .. BitConverter.GetBytes(16_000), .. BitConverter.GetBytes(32_000), 2, 0, 16, 0,
        .. "data"u8, .. BitConverter.GetBytes(samples), .. RandomNumberGenerator.GetBytes(samples),
    ];

    public static string Metadata(string type = "audio/webm;codecs=opus", params (string Name, string Value)[] more) =>
        string.Join(',', more.Prepend(("filetype", type)).Select(pair => $"{pair.Item1} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Item2))}"));

    public async Task<string> CreateAsync(long? length, string? metadata = null)
    {
        var created = await SendAsync(HttpMethod.Post, Root, null, [.. Length(length), ("Upload-Metadata", metadata ?? Metadata())]);
        Assert.True(created.Status == HttpStatusCode.Created, created.Text);
        return created.Headers.Location!.ToString();
    }

    public Task<Answer> PatchAsync(string upload, long offset, byte[] bytes, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Patch, upload, Body(bytes), [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);

    public async Task<long> OffsetAsync(string upload)
    {
        var found = await SendAsync(HttpMethod.Head, upload, null);
        Assert.True(found.Status == HttpStatusCode.OK, found.Status.ToString());
        return OffsetOf(found);
    }

    public static long OffsetOf(Answer answer) => long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);

    public Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers) =>
        new ApiClient(http, candidate.Token).SendAsync(method, path, content, headers.Any(h => h.Name == "Tus-Resumable") ? headers : [("Tus-Resumable", "1.0.0"), .. headers]);

    public static HttpContent Body(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/offset+octet-stream");
        return content;
    }

    public static string IdOf(string upload) => upload[^32..];

    private static (string, string)[] Length(long? length) =>
        length is { } bytes ? [("Upload-Length", bytes.ToString(CultureInfo.InvariantCulture))] : [("Upload-Defer-Length", "1")];
}
