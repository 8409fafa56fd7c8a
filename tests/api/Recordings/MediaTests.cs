using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>Playing a recording: ranges, who may, who is remembered.</summary>
public sealed class MediaTests(ProductFixture fixture)
{
    [Theory]
    [InlineData("bytes=0-0", 0, 1), InlineData("bytes=65535-65536", 65_535, 2), InlineData("bytes=100000-", 100_000, 100_000)]
    [InlineData("bytes=-10", 199_990, 10), InlineData("bytes=150000-999999", 150_000, 50_000)]
    public async Task A_range_is_exactly_those_bytes(string range, int from, int length)
    {
        var (bytes, id, _) = await UploadAsync();

        using var answer = await GetAsync(id, fixture.Api.Token!, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(bytes[from..(from + length)], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes {from}-{from + length - 1}/200000", answer.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("items=0-5"), InlineData("bytess=0-5"), InlineData("seconds=1-2"), InlineData("bytes"), InlineData("bytes=5-1")]
    public async Task A_range_in_a_unit_that_nobody_knows_is_no_range(string range)
    {
        var (bytes, id, _) = await UploadAsync();

        using var answer = await GetAsync(id, fixture.Api.Token!, ("Range", range));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("bytes=200000-"), InlineData("bytes=200000-200001"), InlineData("bytes=-0"), InlineData("Bytes=999999-"), InlineData("bytes=99999999999999999999-")]
    public async Task A_range_behind_the_end_is_refused_with_the_length(string range)
    {
        var (_, id, _) = await UploadAsync();

        using var answer = await GetAsync(id, fixture.Api.Token!, ("Range", range));

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, "bytes */200000"), (answer.StatusCode, answer.Content.Headers.ContentRange!.ToString()));
        Assert.Equal(("application/problem+json", "range-not-satisfiable", 416), (answer.Content.Headers.ContentType!.MediaType, problem["code"]!.ToString(), problem["status"]!.GetValue<int>()));
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    [Fact]
    public async Task The_head_says_what_a_player_needs_and_a_browser_must_not_do()
    {
        var (_, id, _) = await UploadAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, $"/api/v1/recordings/{id}/media");
        request.Headers.Authorization = new("Bearer", fixture.Api.Token);
        request.Headers.Range = new(0, 9);                    // means nothing beside HEAD

        using var head = await fixture.Http.SendAsync(request);
        using var beyond = await GetAsync(id, fixture.Api.Token!, ("Range", "bytes=200000-"));
        using var changed = await GetAsync(id, fixture.Api.Token!, ("Range", "bytes=0-9"), ("If-Range", "\"other\""));
        using var known = await GetAsync(id, fixture.Api.Token!, ("If-None-Match", head.Headers.ETag!.ToString()));

        Assert.Equal((HttpStatusCode.OK, 200_000), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal("bytes", head.Headers.AcceptRanges.Single());
        Assert.False(head.Headers.ETag!.IsWeak);
        Assert.True(head.Headers.CacheControl!.NoStore);
        Assert.Equal("nosniff", head.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal($"inline; filename=\"recording-{id}.webm\"", head.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (changed.StatusCode, known.StatusCode));
    }

    [Fact]
    public async Task Many_ranges_of_one_viewer_are_one_entry_and_a_prefetch_is_none()
    {
        var (_, id, _) = await UploadAsync();
        using var prefetch = await GetAsync(id, fixture.Api.Token!, ("Sec-Purpose", "prefetch"));
        var before = await ViewsAsync(id);

        for (var i = 0; i < 5; i++)
        {
            using var part = await GetAsync(id, fixture.Api.Token!, ("Range", $"bytes={i * 10}-{(i * 10) + 9}"));
        }

        Assert.Equal((0, 1), (before, await ViewsAsync(id)));
    }

    [Fact]
    public async Task Another_companys_recording_does_not_exist_and_a_candidate_may_not()
    {
        var (_, id, candidate) = await UploadAsync();
        var other = await Company.OpenAsync(fixture.Http);

        var foreign = new[]
        {
            await other.Api.GetAsync($"/api/v1/recordings/{id}"), await other.Api.GetAsync($"/api/v1/recordings/{id}/media"), await other.Api.GetAsync($"/api/v1/recordings/{id}/manifest"),
            await other.Api.PostAsync($"/api/v1/recordings/{id}/links"), await other.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/recordings"),
        };
        var room = await candidate.Room.GetAsync($"/api/v1/recordings/{id}/media");

        Assert.All(foreign, answer => Assert.Equal((HttpStatusCode.NotFound, "not-found"), (answer.Status, answer.Code)));
        Assert.Equal(HttpStatusCode.Unauthorized, room.Status);
    }

    [Theory]
    [InlineData("x"), InlineData("abcde"), InlineData("a=b"), InlineData("!!!!"), InlineData("x/playback"), InlineData("%20")]
    public async Task What_is_no_link_is_not_found(string text)
    {
        using var answer = await fixture.Http.GetAsync($"/api/v1/media/{text}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_clients_link_works_with_a_token_of_that_client_alone()
    {
        var (bytes, id, _) = await UploadAsync();
        var other = await Company.OpenAsync(fixture.Http);

        var made = await fixture.Api.PostAsync($"/api/v1/recordings/{id}/links");
        var path = new Uri(made["url"]).AbsolutePath;
        using var opened = await GetAsync(path);
        using var forged = await GetAsync(path[..^2] + (path[^2] == 'A' ? "B" : "A") + path[^1]);
        using var handedOn = await fixture.Http.GetAsync(path);
        var stranger = await other.Api.GetAsync(path);

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(bytes, await opened.Content.ReadAsByteArrayAsync());
        Assert.Equal("no-referrer", opened.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (forged.StatusCode, stranger.Status, handedOn.StatusCode));
        Assert.DoesNotContain(path[^40..], await File.ReadAllTextAsync(fixture.Product.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_members_link_works_in_the_members_browser_alone()
    {
        var company = await Company.OpenAsync(fixture.Http);
        var candidate = await Candidate.InviteAsync(fixture.Http, company.Api, email: $"{Guid.NewGuid():n}@example.test", plan: await PlanAsync(company));
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var (bytes, id) = await UploadAsync(candidate);

        var made = await Company.SendAsync(fixture.Http, company.Cookie, HttpMethod.Post, $"/api/v1/recordings/{id}/links", null);
        var path = new Uri(made["url"]).AbsolutePath;
        using var withCookie = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", company.Cookie } } };
        using var own = await fixture.Http.SendAsync(withCookie);
        using var leaked = await fixture.Http.GetAsync(path);

        Assert.Equal(bytes, await own.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, leaked.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", fixture.Api.Token);
        return fixture.Http.SendAsync(request);
    }

    private async Task<string> PlanAsync(Company company)
    {
        var demo = (await fixture.Api.GetAsync($"/api/v1/interview-plans/{await Plans.DemoAsync(fixture.Api)}")).Body!;
        var created = await company.Api.PostAsync("/api/v1/interview-plans", new JsonObject
        {
            ["title"] = "An interview", ["languages"] = demo["languages"]!.DeepClone(), ["competencies"] = demo["competencies"]!.DeepClone(),
            ["questions"] = demo["questions"]!.DeepClone(),
        });
        await company.Api.PostAsync($"/api/v1/interview-plans/{created["id"]}/publish");
        return created["id"];
    }

    private async Task<(byte[] Bytes, string Id, Candidate Candidate)> UploadAsync()
    {
        var candidate = await fixture.InProgressAsync();
        var (bytes, id) = await UploadAsync(candidate);
        return (bytes, id, candidate);
    }

    private async Task<(byte[] Bytes, string Id)> UploadAsync(Candidate candidate)
    {
        var tus = new Tus(fixture.Http, candidate);
        var bytes = Tus.Noise(200_000);
        var upload = await tus.CreateAsync(bytes.Length);
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(upload, 0, bytes)).Status);
        return (bytes, Tus.IdOf(upload));
    }

    private async Task<HttpResponseMessage> GetAsync(string id, string token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/recordings/{id}/media");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await fixture.Http.SendAsync(request);
    }

    private async Task<int> ViewsAsync(string id) => (await fixture.Api.GetAsync("/api/v1/audit-log?limit=100")).Body!["items"]!.AsArray()
        .Count(entry => entry!["action"]!.ToString() == "recording.viewed" && entry["targetId"]!.ToString() == id);
}
