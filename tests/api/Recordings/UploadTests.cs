using System.Net;
using System.Security.Cryptography;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>Uploads as tus has them.</summary>
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

    private async Task<(Candidate, Tus)> RecordingAsync()
    {
        var candidate = await fixture.InProgressAsync();
        return (candidate, new(fixture.Http, candidate));
    }

    private static async Task<string> QuestionAsync(Candidate candidate) => (await candidate.Room.GetAsync("/api/v1/room")).Body!["question"]!["id"]!.ToString();

    private async Task<byte[]> MediaAsync(string upload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/recordings/{Tus.IdOf(upload)}/media");
        request.Headers.Authorization = new("Bearer", fixture.Api.Token);
        using var media = await fixture.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, media.StatusCode);
        return await media.Content.ReadAsByteArrayAsync();
    }
}
