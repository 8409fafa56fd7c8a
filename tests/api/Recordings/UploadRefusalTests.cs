using System.Net;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Recordings;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>What of an upload must be refused, by name and without a trace.</summary>
public sealed class UploadRefusalTests(ProductFixture fixture)
{
    [Fact]
    public async Task What_can_not_be_taken_is_refused_by_name_and_changes_nothing()
    {
        var (_, tus) = await RecordingAsync();
        var bytes = Tus.Noise(1_000);
        var upload = await tus.CreateAsync(1_000);
        await tus.PatchAsync(upload, 0, bytes[..500]);
        (string Name, string Value) type = ("Upload-Metadata", Tus.Metadata());

        (int, string?)[] refused =
        [
            Told(await tus.PatchAsync(upload, 499, bytes[499..])),
            Told(await tus.PatchAsync(upload, 1_000_000, bytes)),
            Told(await tus.PatchAsync(upload, 500, bytes)),
            Told(await tus.PatchAsync(upload, 500, bytes[500..], ("Upload-Length", "999"))),
            Told(await tus.SendAsync(HttpMethod.Patch, upload, Tus.Body(bytes), ("Upload-Offset", "-1"))),
            Told(await tus.SendAsync(HttpMethod.Patch, upload, Tus.Body(bytes), ("Upload-Offset", "99999999999999999999"))),
            Told(await tus.SendAsync(HttpMethod.Patch, upload, new StringContent("x"), ("Upload-Offset", "500"))),
            Told(await tus.SendAsync(HttpMethod.Patch, upload, Tus.Body(bytes), ("Upload-Offset", "500"), ("Tus-Resumable", "0.2.2"))),
            Told(await tus.PatchAsync(upload, 500, bytes[500..], ("Upload-Checksum", "md5 AAAA"))),
            Told(await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "10000000000"), type)),
            Told(await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "-5"), type)),
            Told(await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "5"), ("Upload-Defer-Length", "1"), type)),
            Told(await tus.SendAsync(HttpMethod.Post, Tus.Root, null, type)),
            Told(await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "5"))),
            Told(await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "5"), ("Upload-Metadata", "filetype !!!"))),
            Told(await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "5"), ("Upload-Metadata", Tus.Metadata("image/png")))),
            Told(await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "5"), ("Upload-Metadata", Tus.Metadata(more: [("track", "../x")])))),
            Told(await tus.SendAsync(HttpMethod.Patch, Tus.Root + "/nonsense", Tus.Body(bytes), ("Upload-Offset", "0"))),
            Told(await tus.SendAsync(HttpMethod.Patch, $"{Tus.Root}/{new string('a', 32)}", Tus.Body(bytes), ("Upload-Offset", "0"))),
        ];

        Assert.Equal(
            [
                (409, "offset-mismatch"), (409, "offset-mismatch"), (413, "too-large"), (409, "length-fixed"), (400, "bad-upload-offset"), (400, "bad-upload-offset"),
                (415, "unsupported-media-type"), (412, "tus-version"), (400, "bad-upload-checksum"), (413, "too-large"), (400, "bad-upload-length"),
                (400, "bad-upload-length"), (400, "bad-upload-length"), (422, "invalid"), (400, "bad-upload-metadata"), (422, "invalid"), (422, "invalid"),
                (404, "not-found"), (404, "not-found"),
            ],
            refused);
        Assert.Equal(500, await tus.OffsetAsync(upload));
    }

    [Fact]
    public async Task A_time_outside_the_session_and_a_question_that_is_not_asked_are_refused_before_the_consent_is_looked_at()
    {
        var (candidate, now) = (await fixture.InviteAsync(), DateTimeOffset.UtcNow);
        var tus = new Tus(fixture.Http, candidate);
        (string Name, string Value)[] wrong =
        [
            ("startedAt", "9999-12-31T23:59:59Z"), ("startedAt", $"{now.AddHours(25):O}"), ("startedAt", $"{now.AddHours(-25):O}"), ("startedAt", "0001-01-01T00:00:00Z"), ("questionId", "no-such-question"),
        ];

        var refused = await Task.WhenAll(wrong.Select(one => BeginAsync(tus, one)));
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var question = await QuestionAsync(candidate);
        var taken = await Task.WhenAll(new[] { ("startedAt", $"{now.AddHours(23):O}"), ("startedAt", $"{now.AddHours(-23):O}"), ("questionId", question) }.Select(one => BeginAsync(tus, one)));
        var late = await BeginAsync(tus, wrong[0]);

        Assert.Equal(
            wrong.Select(one => (422, "invalid", $"/{one.Name}", one.Name == "startedAt" ? "out-of-range" : "unknown-question")),
            refused.Select(answer => ((int)answer.Status, answer.Code!, answer.Body!["errors"]![0]!["pointer"]!.ToString(), answer.Body["errors"]![0]!["code"]!.ToString())));
        Assert.All(taken, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal((422, "invalid"), Told(late));
    }

    [Fact]
    public async Task A_creation_that_is_refused_at_its_bytes_leaves_nothing()
    {
        var (candidate, tus) = await RecordingAsync();
        var bytes = Tus.Noise(100);
        (string, string)[] told = [("Upload-Length", "100"), ("Upload-Metadata", Tus.Metadata())];

        Answer[] refused =
        [
            await tus.SendAsync(HttpMethod.Post, Tus.Root, Tus.Body(new byte[100]), told), await tus.SendAsync(HttpMethod.Post, Tus.Root, Tus.Body([.. bytes, 1]), told),
            await tus.SendAsync(HttpMethod.Post, Tus.Root, Tus.Body(bytes), [.. told, ("Upload-Checksum", $"sha1 {Convert.ToBase64String(new byte[20])}")]),
        ];

        Assert.Equal([(422, "not-media"), (413, "too-large"), (460, "checksum-mismatch")], refused.Select(Told));
        Assert.Empty((await fixture.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/recordings")).Body!["items"]!.AsArray());
        Assert.DoesNotContain(await LinesAsync(candidate), kind => kind == "recording");
    }

    [Fact]
    public async Task A_film_that_calls_itself_sound_is_refused_and_leaves_nothing()
    {
        var (candidate, tus) = await RecordingAsync();
        var film = await Filmed.ToneAsync(Filmed.WebMType);

        var refused = await tus.SendAsync(HttpMethod.Post, Tus.Root, Tus.Body(film), ("Upload-Length", $"{film.Length}"), ("Upload-Metadata", Tus.Metadata()));

        Assert.Equal((422, "holds-video"), Told(refused));
        Assert.Empty((await fixture.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/recordings")).Body!["items"]!.AsArray());
        Assert.DoesNotContain(await LinesAsync(candidate), kind => kind == "recording");
    }

    [Fact]
    public async Task A_recording_of_no_bytes_is_refused_also_when_it_turns_out_so()
    {
        var (candidate, tus) = await RecordingAsync();
        var open = await tus.CreateAsync(null);

        var created = await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "0"), ("Upload-Metadata", Tus.Metadata()));
        var ended = await tus.PatchAsync(open, 0, [], ("Upload-Length", "0"));
        var contrary = await tus.PatchAsync(open, 0, Tus.Noise(5), ("Upload-Length", "0"));
        var after = await tus.PatchAsync(open, 0, Tus.Noise(5), ("Upload-Length", "5"));

        Assert.All([created, ended, contrary], answer => Assert.Equal((422, "recording-empty"), Told(answer)));
        Assert.Equal(HttpStatusCode.NoContent, after.Status);
        Assert.Single((await fixture.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/recordings")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task Bytes_behind_the_end_are_refused_by_what_is_wrong_with_them()
    {
        var (_, tus) = await RecordingAsync();
        var (complete, open) = (await tus.CreateAsync(500), await tus.CreateAsync(null));
        await tus.PatchAsync(complete, 0, Tus.Noise(500));
        await tus.PatchAsync(open, 0, Tus.Noise(500));

        (int, string?)[] refused =
        [
            Told(await tus.PatchAsync(complete, 500, [1])), Told(await tus.SendAsync(HttpMethod.Patch, complete, Unmeasured([1]), ("Upload-Offset", "500"))),
            Told(await tus.PatchAsync(open, 500, [], ("Upload-Length", "499"))), Told(await tus.PatchAsync(open, 500, [1], ("Upload-Length", "500"))),
            Told(await tus.SendAsync(HttpMethod.Patch, open, Unmeasured([1]), ("Upload-Offset", "500"), ("Upload-Length", "500"))),
            Told(await tus.PatchAsync(open, 500, [1], ("Upload-Length", "10000000000"))),
        ];

        Assert.Equal(
            [
                (409, "recording-complete"), (409, "recording-complete"), (409, "length-too-short"), (409, "length-too-short"), (409, "length-too-short"), (413, "too-large"),
            ],
            refused);
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(complete, 500, [])).Status);     // a repeat of the end changes nothing
        Assert.Equal((500, 500), (await tus.OffsetAsync(complete), await tus.OffsetAsync(open)));
    }

    [Fact]
    public async Task Bytes_of_another_kind_than_declared_are_refused_also_when_they_come_one_by_one()
    {
        var (_, tus) = await RecordingAsync();
        var whole = await tus.CreateAsync(100);
        var single = await tus.CreateAsync(100, Tus.Metadata("video/mp4"));

        var refused = await tus.PatchAsync(whole, 0, System.Text.Encoding.ASCII.GetBytes("MZ this is a program and no recording"));
        var first = await tus.PatchAsync(single, 0, [0, 0, 0, 24, (byte)'f']);
        var second = await tus.PatchAsync(single, 5, [(byte)'r', (byte)'e', (byte)'e']);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "not-media", 0), (refused.Status, refused.Code, await tus.OffsetAsync(whole)));
        Assert.Equal(HttpStatusCode.NoContent, first.Status);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "not-media", 5), (second.Status, second.Code, await tus.OffsetAsync(single)));
    }

    private async Task<(Candidate, Tus)> RecordingAsync()
    {
        var candidate = await fixture.InProgressAsync();
        return (candidate, new(fixture.Http, candidate));
    }

    private async Task<IEnumerable<string>> LinesAsync(Candidate candidate)
    {
        string[] queries = ["", "&state=destroying", "&state=destroyed"];
        var lines = await Task.WhenAll(queries.Select(query => fixture.Api.GetAsync($"/api/v1/retention/due?sessionId={candidate.SessionId}{query}")));
        Assert.All(lines, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        return lines.SelectMany(answer => answer.Body!["items"]!.AsArray()).Select(line => line!["kind"]!.ToString());
    }

    private static Task<Answer> BeginAsync(Tus tus, (string Name, string Value) told) =>
        tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "5"), ("Upload-Metadata", Tus.Metadata(more: told)));

    private static async Task<string> QuestionAsync(Candidate candidate) => (await candidate.Room.GetAsync("/api/v1/room")).Body!["question"]!["id"]!.ToString();

    private static StreamContent Unmeasured(byte[] bytes)
    {
        var content = new StreamContent(System.IO.Pipelines.PipeReader.Create(new MemoryStream(bytes)).AsStream());
        content.Headers.ContentType = new("application/offset+octet-stream");
        return content;
    }

    private static (int, string?) Told(Answer answer) => ((int)answer.Status, answer.Code);
}
