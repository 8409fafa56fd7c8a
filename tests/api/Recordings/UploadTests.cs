using System.Net;
using System.Security.Cryptography;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>Uploads as tus has them, and what of them must be refused.</summary>
public sealed class UploadTests(ProductFixture fixture)
{
    [Fact]
    public async Task What_was_uploaded_in_pieces_is_served_whole_and_listed()
    {
        var (candidate, tus) = await RecordingAsync();
        var bytes = Tus.Noise(300_000);
        var question = await QuestionAsync(candidate);
        var upload = await tus.CreateAsync(bytes.Length, Tus.Metadata(more: [("track", "candidate"), ("questionId", question), ("startedAt", $"{DateTimeOffset.UtcNow:O}")]));

        var first = await tus.PatchAsync(upload, 0, bytes[..100_000]);
        var second = await tus.PatchAsync(upload, 100_000, bytes[100_000..]);

        Assert.Equal((HttpStatusCode.NoContent, 100_000), (first.Status, Tus.OffsetOf(first)));
        Assert.Equal((HttpStatusCode.NoContent, 300_000), (second.Status, Tus.OffsetOf(second)));
        Assert.Equal(bytes, await MediaAsync(upload));
        var listed = Assert.Single((await fixture.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/recordings")).Body!["items"]!.AsArray())!;
        Assert.Equal(
            (Tus.IdOf(upload), "audio", "candidate", question, 300_000, "plan-starter-7-days", null),
            (listed["id"]!.ToString(), listed["kind"]!.ToString(), listed["track"]!.ToString(), listed["questionId"]!.ToString(), listed["bytes"]!.GetValue<int>(),
                listed["rule"]!.ToString(), listed["dueAt"]?.ToString()));
        Assert.Equal("damaged", listed["state"]!.ToString());   // it is noise: whole, and no container to the end
        var manifest = await fixture.Api.GetAsync($"/api/v1/recordings/{Tus.IdOf(upload)}/manifest");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, 100_000))), manifest.Body!["parts"]![0]!["sha256"]!.ToString());
        Assert.Equal([0, 100_000], manifest.Body["parts"]!.AsArray().Select(part => part!["offset"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_length_may_be_told_with_the_last_bytes_and_the_first_bytes_may_come_with_the_creation()
    {
        var (_, tus) = await RecordingAsync();
        var bytes = Tus.Noise(200_000);
        var created = await tus.SendAsync(HttpMethod.Post, Tus.Root, Tus.Body(bytes[..5]), ("Upload-Defer-Length", "1"), ("Upload-Metadata", Tus.Metadata()));
        var upload = created.Headers.Location!.ToString();

        var deferred = await tus.SendAsync(HttpMethod.Head, upload, null);
        var early = await fixture.Api.GetAsync($"/api/v1/recordings/{Tus.IdOf(upload)}/media");
        await tus.PatchAsync(upload, 5, bytes[5..70_000]);
        var last = await tus.PatchAsync(upload, 70_000, bytes[70_000..], ("Upload-Length", "200000"));

        Assert.Equal((HttpStatusCode.Created, 5), (created.Status, Tus.OffsetOf(created)));
        Assert.Equal("1", deferred.Headers.GetValues("Upload-Defer-Length").Single());
        Assert.Equal(Tus.Metadata(), deferred.Headers.GetValues("Upload-Metadata").Single());
        Assert.Equal((HttpStatusCode.Conflict, "recording-not-complete"), (early.Status, early.Code));
        Assert.Equal(HttpStatusCode.NoContent, last.Status);
        Assert.Equal(bytes, await MediaAsync(upload));
    }

    [Theory]
    [InlineData("sha1"), InlineData("sha256")]
    public async Task A_body_with_another_checksum_leaves_nothing(string algorithm)
    {
        var (_, tus) = await RecordingAsync();
        var bytes = Tus.Noise(100_000);
        var upload = await tus.CreateAsync(bytes.Length);
        var hash = CryptographicOperations.HashData(new HashAlgorithmName(algorithm.ToUpperInvariant()), bytes);
        var header = ("Upload-Checksum", $"{algorithm} {Convert.ToBase64String(hash)}");

        var wrong = await tus.PatchAsync(upload, 0, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)], header);
        var offset = await tus.OffsetAsync(upload);
        var right = await tus.PatchAsync(upload, 0, bytes, header);

        Assert.Equal((460, "checksum-mismatch"), ((int)wrong.Status, wrong.Code));
        Assert.Equal(0, offset);
        Assert.Equal(HttpStatusCode.NoContent, right.Status);
        Assert.Equal(bytes, await MediaAsync(upload));
    }

    [Fact]
    public async Task The_server_says_what_it_speaks_to_anyone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, Tus.Root);
        using var said = await fixture.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
        Assert.Equal("1.0.0", said.Headers.GetValues("Tus-Version").Single());
        Assert.Equal("creation,creation-with-upload,creation-defer-length,expiration,checksum,termination", said.Headers.GetValues("Tus-Extension").Single());
        Assert.Equal("sha1,sha256", said.Headers.GetValues("Tus-Checksum-Algorithm").Single());
    }

    [Fact]
    public async Task Every_answer_says_which_tus_it_speaks()
    {
        var (_, tus) = await RecordingAsync();
        var upload = await tus.CreateAsync(10);
        string[] paths = [upload, $"{Tus.Root}/nonsense", $"{Tus.Root}/{new string('a', 32)}"];

        Answer[] answers =
        [
            await fixture.Nobody.SendAsync(HttpMethod.Head, upload, null), await fixture.Nobody.PostAsync(Tus.Root), await fixture.Api.SendAsync(HttpMethod.Patch, upload, null),
            .. await Task.WhenAll(paths.Select(path => tus.SendAsync(HttpMethod.Head, path, null))), await tus.SendAsync(HttpMethod.Put, upload, null),
            await tus.PatchAsync(upload, 5, Tus.Noise(5)), await tus.SendAsync(HttpMethod.Head, upload, null, ("Tus-Resumable", "0.2.2")),
            await fixture.Nobody.SendAsync(HttpMethod.Delete, upload, null, ("Cookie", "room=x"), ("Sec-Fetch-Site", "cross-site")),
        ];

        Assert.Equal([401, 401, 401, 200, 404, 404, 405, 409, 412, 403], answers.Select(answer => (int)answer.Status));
        Assert.All(answers, answer => Assert.Equal("1.0.0", answer.Headers.GetValues("Tus-Resumable").Single()));
    }

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

    [Fact]
    public async Task An_upload_given_up_is_gone_and_a_complete_one_can_not_be_given_up()
    {
        var (_, tus) = await RecordingAsync();
        var upload = await tus.CreateAsync(1_000);
        await tus.PatchAsync(upload, 0, Tus.Noise(500));
        var complete = await tus.CreateAsync(500);
        await tus.PatchAsync(complete, 0, Tus.Noise(500));

        var given = await tus.SendAsync(HttpMethod.Delete, upload, null);
        var after = await tus.SendAsync(HttpMethod.Head, upload, null);
        var kept = await tus.SendAsync(HttpMethod.Post, complete, null, ("X-HTTP-Method-Override", "DELETE"));
        var media = await fixture.Api.GetAsync($"/api/v1/recordings/{Tus.IdOf(upload)}/media");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Gone), (given.Status, after.Status));
        Assert.Equal((HttpStatusCode.Conflict, "recording-complete"), (kept.Status, kept.Code));
        Assert.Equal((HttpStatusCode.Gone, "recording-expired"), (media.Status, media.Code));
    }

    [Fact]
    public async Task Without_the_consent_for_its_kind_no_byte_is_taken()
    {
        var candidate = await fixture.InviteAsync();
        var tus = new Tus(fixture.Http, candidate);
        var before = await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "5"), ("Upload-Metadata", Tus.Metadata()));
        await candidate.ConsentAsync("recording.video");
        await candidate.StartAsync();

        var video = await tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", "5"), ("Upload-Metadata", Tus.Metadata("video/webm")));
        var audio = await tus.CreateAsync(10);
        await candidate.ConsentAsync("recording.video", "recording.audio");
        var withdrawn = await tus.PatchAsync(audio, 0, Tus.Noise(10));

        Assert.Equal((HttpStatusCode.Conflict, "consent-missing"), (before.Status, before.Code));
        Assert.Equal((HttpStatusCode.Conflict, "consent-missing"), (video.Status, video.Code));
        Assert.Equal((HttpStatusCode.Conflict, "consent-missing"), (withdrawn.Status, withdrawn.Code));
    }

    [Fact]
    public async Task The_tail_arrives_after_the_interview_and_its_retention_counts_from_the_end()
    {
        var (candidate, tus) = await RecordingAsync();
        var bytes = Tus.Noise(1_000);
        var upload = await tus.CreateAsync(1_000);
        await tus.PatchAsync(upload, 0, bytes[..500]);
        await candidate.Room.PostAsync("/api/v1/room/end", new { });
        var ended = await fixture.UntilAsync($"/api/v1/sessions/{candidate.SessionId}", session => session.Body!["endedAt"] is not null);

        var tail = await tus.PatchAsync(upload, 500, bytes[500..]);

        Assert.Equal(HttpStatusCode.NoContent, tail.Status);
        var listed = (await fixture.Api.GetAsync($"/api/v1/recordings/{Tus.IdOf(upload)}")).Body!;
        Assert.Equal(DateTimeOffset.Parse(ended["endedAt"], null).AddDays(7), DateTimeOffset.Parse(listed["dueAt"]!.ToString(), null));
    }

    [Fact]
    public async Task Another_candidates_upload_does_not_exist()
    {
        var (_, mine) = await RecordingAsync();
        var (_, theirs) = await RecordingAsync();
        var upload = await mine.CreateAsync(1_000);

        var found = await theirs.SendAsync(HttpMethod.Head, upload, null);
        var written = await theirs.PatchAsync(upload, 0, Tus.Noise(10));
        var removed = await theirs.SendAsync(HttpMethod.Delete, upload, null);
        using var nobody = await fixture.Http.SendAsync(new(HttpMethod.Head, upload));

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [found.Status, written.Status, removed.Status]);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(0, await mine.OffsetAsync(upload));
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

    private async Task<byte[]> MediaAsync(string upload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/recordings/{Tus.IdOf(upload)}/media");
        request.Headers.Authorization = new("Bearer", fixture.Api.Token);
        using var media = await fixture.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, media.StatusCode);
        return await media.Content.ReadAsByteArrayAsync();
    }
}
