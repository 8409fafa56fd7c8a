using System.Globalization;
using System.Net;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Recordings;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>What a player gets of an iPhone's recording, over HTTP.</summary>
public sealed class PlaybackTests(ProductFixture fixture)
{
    [Fact]
    public async Task A_fragmented_mp4_is_played_with_its_movie_first_in_ranges_and_kept_exactly()
    {
        var filmed = await Filmed.Mp4Async();
        var id = await UploadAsync(fixture.Http, await fixture.InProgressAsync(), filmed);

        using var whole = await GetAsync(fixture, $"/api/v1/recordings/{id}/playback");
        using var media = await GetAsync(fixture, $"/api/v1/recordings/{id}/media");
        var played = await whole.Content.ReadAsByteArrayAsync();
        using var range = await GetAsync(fixture, $"/api/v1/recordings/{id}/playback", ("Range", $"bytes={played.Length - 1000}-"), ("If-Range", whole.Headers.ETag!.ToString()));
        using var mixed = await GetAsync(fixture, $"/api/v1/recordings/{id}/playback", ("Range", "bytes=0-9"), ("If-Range", $"\"{id}-p\""));
        var link = new Uri((await fixture.Api.PostAsync($"/api/v1/recordings/{id}/links"))["url"]).AbsolutePath;
        using var linked = await GetAsync(fixture, $"{link}/playback");

        Assert.Equal(filmed, await media.Content.ReadAsByteArrayAsync());
        Assert.InRange(played.AsSpan().IndexOf("moov"u8), 1, played.AsSpan().IndexOf("mdat"u8));
        Assert.True(played.AsSpan().IndexOf("mvex"u8) < 0 && played.AsSpan().IndexOf("moof"u8) < 0, "it is in fragments");
        Assert.Equal(await Filmed.SamplesAsync(filmed), await Filmed.SamplesAsync(played));
        Assert.Equal((HttpStatusCode.PartialContent, HttpStatusCode.OK), (range.StatusCode, mixed.StatusCode));   // of other bytes no range is given
        Assert.Equal(played[^1000..], await range.Content.ReadAsByteArrayAsync());
        Assert.Equal(played, await linked.Content.ReadAsByteArrayAsync());
        Assert.Equal(("video/mp4", "bytes"), (whole.Content.Headers.ContentType!.ToString(), whole.Headers.AcceptRanges.Single()));
        Assert.Equal(1, (await fixture.Api.GetAsync("/api/v1/audit-log?limit=100")).Body!["items"]!.AsArray()
            .Count(entry => entry!["action"]!.ToString() == "recording.viewed" && entry["targetId"]!.ToString() == id));
    }

    [Fact]
    public async Task Where_there_is_no_program_on_the_path_the_same_is_played_as_it_is()
    {
        await using var product = await ProductProcess.StartAsync(new Dictionary<string, string> { ["PATH"] = Path.GetTempPath() });
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api, email: "a@example.test");
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var filmed = await Filmed.Mp4Async();
        var id = await UploadAsync(http, candidate, filmed);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/recordings/{id}/playback");
        request.Headers.Authorization = new("Bearer", api.Token);
        request.Headers.TryAddWithoutValidation("Range", string.Create(CultureInfo.InvariantCulture, $"bytes=1000-{filmed.Length}"));

        using var played = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, played.StatusCode);
        Assert.Equal(filmed[1000..], await played.Content.ReadAsByteArrayAsync());
    }

    private static async Task<string> UploadAsync(HttpClient http, Candidate candidate, byte[] bytes)
    {
        var tus = new Tus(http, candidate);
        var upload = await tus.CreateAsync(bytes.Length, Tus.Metadata(Filmed.Mp4Type));
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(upload, 0, bytes)).Status);
        return Tus.IdOf(upload);
    }

    private static async Task<HttpResponseMessage> GetAsync(ProductFixture fixture, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", fixture.Api.Token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await fixture.Http.SendAsync(request);
    }
}
