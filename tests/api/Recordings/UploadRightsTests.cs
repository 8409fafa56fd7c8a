using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>Whose uploads are taken, and when.</summary>
public sealed class UploadRightsTests(ProductFixture fixture)
{
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
}
