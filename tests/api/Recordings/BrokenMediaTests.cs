using System.Net;
using System.Net.Http.Headers;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Recordings;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>Bytes of a recording that were changed on the disk, as whoever asks for them sees it.</summary>
public sealed class BrokenMediaTests(ProductFixture fixture)
{
    [Fact]
    public async Task A_changed_byte_is_an_error_without_a_plain_byte_an_alarm_and_a_damaged_recording_from_then_on()
    {
        var (id, bytes) = await UploadAsync(fixture.Http, await fixture.InProgressAsync(), Tus.Wav(300_000), "audio/wav");
        var before = await StateAsync(id);
        Flip(fixture.Product.Data, id, 1_000);

        using var broken = await GetAsync(fixture.Http, fixture.Api, $"/api/v1/recordings/{id}/media");
        var text = await broken.Content.ReadAsByteArrayAsync();
        var manifest = await fixture.Api.GetAsync($"/api/v1/recordings/{id}/manifest");
        using var played = await GetAsync(fixture.Http, fixture.Api, $"/api/v1/recordings/{id}/playback");

        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (broken.StatusCode, broken.Content.Headers.ContentType!.MediaType));
        Assert.Contains("\"seal-broken\"", System.Text.Encoding.UTF8.GetString(text), StringComparison.Ordinal);
        Assert.True(text.AsSpan().IndexOf(bytes.AsSpan(44, 16)) < 0, "a plain byte was given");
        Assert.Equal(("complete", "damaged", "damaged"), (before, await StateAsync(id), manifest["state"]));
        Assert.Equal(HttpStatusCode.InternalServerError, played.StatusCode);
        Assert.Contains("Security: the seal of a recording does not hold", await LogAsync(), StringComparison.Ordinal);
        Assert.Matches($"Security: recording [0-9a-f]{{32}}/{id} is not what was sealed", await LogAsync());
    }

    [Fact]
    public async Task Damage_behind_the_first_bytes_cuts_the_connection_and_the_recording_is_damaged()
    {
        var (id, bytes) = await UploadAsync(fixture.Http, await fixture.InProgressAsync(), Tus.Wav(3_000_000), "audio/wav");
        Flip(fixture.Product.Data, id, 2_000_000);

        using var answer = await GetAsync(fixture.Http, fixture.Api, $"/api/v1/recordings/{id}/media", whole: false);
        using var got = new MemoryStream();
        var cut = await Record.ExceptionAsync(async () => await (await answer.Content.ReadAsStreamAsync()).CopyToAsync(got));

        Assert.Equal((HttpStatusCode.OK, bytes.Length), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.IsAssignableFrom<IOException>(cut is HttpRequestException { InnerException: { } inner } ? inner : cut);
        Assert.InRange(got.Length, 1, 2_000_000);
        Assert.Equal(bytes[..(int)got.Length], got.ToArray());
        Assert.Equal("damaged", await StateAsync(id));
    }

    [Fact]
    public async Task A_changed_copy_is_no_error_to_its_viewer_not_even_where_it_can_not_be_made_anew()
    {
        var filmed = await Filmed.Mp4Async();
        await using var product = await ProductProcess.StartAsync();
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api, email: "a@example.test");
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var (id, _) = await UploadAsync(http, candidate, filmed, Filmed.Mp4Type);
        using var first = await GetAsync(http, api, $"/api/v1/recordings/{id}/playback");
        Flip(product.Data, id, 70_000, isCopy: true);
        using var mended = await GetAsync(http, api, $"/api/v1/recordings/{id}/playback", ("Range", "bytes=70000-"));
        Flip(product.Data, id, 70_000, isCopy: true);
        await product.KillAsync();
        await using var other = await ProductProcess.StartAsync(new Dictionary<string, string> { ["PATH"] = Path.GetTempPath() }, product.Data);
        using var later = other.Http();

        using var played = await GetAsync(later, await ApiClient.SignInAsync(later, other.Demo()), $"/api/v1/recordings/{id}/playback", ("Range", "bytes=70000-"));

        Assert.Equal((await first.Content.ReadAsByteArrayAsync())[70_000..], await mended.Content.ReadAsByteArrayAsync());
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes 70000-{filmed.Length - 1}/{filmed.Length}"), (played.StatusCode, played.Content.Headers.ContentRange!.ToString()));
        Assert.Equal(filmed[70_000..], await played.Content.ReadAsByteArrayAsync());
        Assert.Equal($"\"{id}-p\"", played.Headers.ETag!.Tag);
    }

    private async Task<string> StateAsync(string id) => (await fixture.Api.GetAsync($"/api/v1/recordings/{id}"))["state"];

    private async Task<string> LogAsync()
    {
        using var log = new StreamReader(new FileStream(fixture.Product.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await log.ReadToEndAsync();
    }

    private static void Flip(string data, string id, int at, bool isCopy = false)
    {
        var folder = Directory.GetDirectories(Path.Combine(data, "blobs"), id, SearchOption.AllDirectories).Single();
        var path = Directory.GetFiles(folder).Single(file => Path.GetFileName(file).StartsWith("playback-", StringComparison.Ordinal) == isCopy);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        var old = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(old ^ 1));
    }

    private static async Task<(string Id, byte[] Bytes)> UploadAsync(HttpClient http, Candidate candidate, byte[] bytes, string type)
    {
        var tus = new Tus(http, candidate);
        var upload = await tus.CreateAsync(bytes.Length, Tus.Metadata(type));
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(upload, 0, bytes)).Status);
        return (Tus.IdOf(upload), bytes);
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient http, ApiClient api, string path, (string Name, string Value)? header = null, bool whole = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Token);
        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return http.SendAsync(request, whole ? HttpCompletionOption.ResponseContentRead : HttpCompletionOption.ResponseHeadersRead);
    }
}
