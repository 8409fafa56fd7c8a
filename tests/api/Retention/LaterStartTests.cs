using System.Net;
using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Recordings;

namespace JobInterview.Api.Tests.Retention;

/// <summary>The shipped program, killed and started again days later on the same data.</summary>
public sealed class LaterStartTests
{
    [Fact]
    public async Task What_fell_due_meanwhile_is_destroyed_before_it_is_ready_and_it_says_how_late()
    {
        var data = Directory.CreateTempSubdirectory("ji-later-").FullName;
        string upload;
        string session;
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            (upload, session) = await RecordedAsync(product);
        }

        await using (var later = await ProductProcess.StartAsync(FakedDate.By("+8d"), data))
        {
            using var http = later.Http();
            var api = await ApiClient.SignInAsync(http, later.Demo());
            var media = await api.GetAsync($"/api/v1/recordings/{Tus.IdOf(upload)}/media");
            var ledger = await api.GetAsync("/api/v1/retention/summary");
            var transcript = await api.GetAsync($"/api/v1/sessions/{session}/transcript");

            Assert.Equal((HttpStatusCode.Gone, "recording-expired"), (media.Status, media.Code));
            Assert.Contains("expired on", media.Text, StringComparison.Ordinal);
            Assert.Equal(1, int.Parse(ledger["destroying"], null) + int.Parse(ledger["destroyed"], null));
            Assert.Equal("0", ledger["overdue"]);
            Assert.DoesNotContain(Directory.GetFiles(data, "*", SearchOption.AllDirectories), file => file.Contains(Tus.IdOf(upload), StringComparison.Ordinal));
            Assert.Contains("Before the start: 1 things that fell due meanwhile were destroyed, the latest 1.0", await File.ReadAllTextAsync(later.Log), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, transcript.Status);
        }

        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task An_interview_that_was_left_in_the_middle_ended_a_day_after_its_last_sign_of_life()
    {
        var data = Directory.CreateTempSubdirectory("ji-left-").FullName;
        var began = DateTimeOffset.UtcNow;
        string upload;
        string session;
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            (upload, session) = await RecordedAsync(product, isLeft: true);
        }

        var left = DateTimeOffset.UtcNow;
        await using (var later = await ProductProcess.StartAsync(FakedDate.By("+9d"), data))
        {
            using var http = later.Http();
            var api = await ApiClient.SignInAsync(http, later.Demo());
            var media = await api.GetAsync($"/api/v1/recordings/{Tus.IdOf(upload)}/media");
            var lines = await api.GetAsync($"/api/v1/retention/due?kind=recording&sessionId={session}");
            var interview = await api.GetAsync($"/api/v1/sessions/{session}");

            Assert.Equal((HttpStatusCode.Gone, "recording-expired"), (media.Status, media.Code));
            Assert.Equal("abandoned", interview["state"]);
            Assert.InRange(lines.Body!["items"]!.AsArray().Single()!["startsAt"]!.GetValue<DateTimeOffset>(), began.AddDays(1), left.AddDays(1));
            Assert.DoesNotContain(Directory.GetFiles(data, "*", SearchOption.AllDirectories), file => file.Contains(Tus.IdOf(upload), StringComparison.Ordinal));
            Assert.Contains("Before the start: 1 things that fell due meanwhile were destroyed, the latest 1.0", await File.ReadAllTextAsync(later.Log), StringComparison.Ordinal);
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task<(string Upload, string Session)> RecordedAsync(ProductProcess product, bool isLeft = false)
    {
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api, email: "someone@example.test");
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var tus = new Tus(http, candidate);
        var upload = await tus.CreateAsync(5_000);
        await tus.PatchAsync(upload, 0, Tus.Noise(5_000));
        Assert.True(isLeft || (await candidate.Room.PostAsync("/api/v1/room/end", new { })).Status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/api/v1/recordings/{Tus.IdOf(upload)}/manifest")).Status);
        return (upload, candidate.SessionId);
    }
}
