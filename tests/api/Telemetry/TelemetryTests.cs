using System.Net;
using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Telemetry;

/// <summary>The shipped program with a collector: what it tells of an interview, and what it never tells.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task It_counts_and_traces_an_interview_and_says_no_word_of_it()
    {
        await using var collector = await Collector.StartAsync();
        await using var product = await ProductProcess.StartAsync(collector.Settings);
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api, "Zephyrine Quillfeather", "zephyrine@quillfeather.test");
        Assert.Equal(HttpStatusCode.SeeOther, (await http.GetAsync(new Uri($"/i/{candidate.Token}", UriKind.Relative))).StatusCode);
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        await collector.UntilAsync("metrics", body => LiveSessions(body) == 1);
        Assert.Equal(HttpStatusCode.OK, (await candidate.SayAsync("m-1", "Last spring I persuaded the quartermaster of Borogrove.")).Status);
        var traced = collector.UntilAsync("traces", body => Holds(body, "/api/v1/room/end"));
        var counted = collector.UntilAsync("metrics", body => LiveSessions(body) == 0);
        Assert.Equal(HttpStatusCode.OK, (await candidate.Room.PostAsync("/api/v1/room/end", new { })).Status);
        await Task.WhenAll(traced, counted);

        var told = collector.Everything;
        Assert.Contains("journal.commit.writes", told, StringComparison.Ordinal);
        Assert.Contains("Now listening on", told, StringComparison.Ordinal);
        Assert.All(
            new[] { "quillfeather", "zephyrine", "quartermaster", "borogrove", candidate.Token, api.Token!, product.Demo().GetProperty("apiClient").GetProperty("clientSecret").GetString()! },
            secret => Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Holds(byte[] body, string text) => body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    // A data point's whole number is field 6, eight bytes.
    private static long? LiveSessions(byte[] body)
    {
        var at = body.AsSpan().IndexOf("jobinterview.sessions.live"u8);
        if (at < 0)
        {
            return null;
        }

        var point = body.AsSpan(at, Math.Min(200, body.Length - at));
        var number = point.IndexOf((byte)0x31);
        return number < 0 ? null : BitConverter.ToInt64(point[(number + 1)..]);
    }
}
