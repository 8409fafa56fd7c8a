using System.Globalization;
using System.Net.Sockets;
using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>What becomes of the line on which an upload was broken off.</summary>
public sealed class CutLineTests(ProductFixture fixture)
{
    private const int Part = 8 << 20;                         // what is committed while more is on its way
    private const int Whole = Part + 2_000;

    [Fact]
    public async Task A_line_whose_upload_was_taken_over_carries_the_next_request_and_none_that_was_cut_troubles_the_server()
    {
        var candidate = await fixture.InProgressAsync();
        var tus = new Tus(fixture.Http, candidate);
        var (cut, upload) = (await tus.CreateAsync(Whole), await tus.CreateAsync(Whole));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        (await BeginAsync(candidate, cut, limit.Token)).Dispose();
        using var line = await BeginAsync(candidate, upload, limit.Token);

        var (kept, offset) = (await tus.OffsetAsync(cut), await tus.OffsetAsync(upload));
        await UntilReadAsync(line, "HTTP/1.1 409 ", limit.Token);
        await line.GetStream().WriteAsync(new byte[1_000], limit.Token);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: {fixture.Http.BaseAddress!.Authority}\r\n\r\n"), limit.Token);
        await UntilReadAsync(line, "HTTP/1.1 200 ", limit.Token);

        Assert.All([kept, offset], bytes => Assert.InRange(bytes, Part, Part + 1_000));
        using var log = new StreamReader(new FileStream(fixture.Product.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        Assert.DoesNotContain("Reading is already in progress", await log.ReadToEndAsync(limit.Token), StringComparison.Ordinal);
    }

    // A line of our own, for a client closes what it gives up.
    private async Task<TcpClient> BeginAsync(Candidate candidate, string upload, CancellationToken limit)
    {
        var line = new TcpClient();
        await line.ConnectAsync(fixture.Http.BaseAddress!.Host, fixture.Http.BaseAddress.Port, limit);
        var head = string.Create(CultureInfo.InvariantCulture, $"PATCH {upload} HTTP/1.1\r\nHost: {fixture.Http.BaseAddress.Authority}\r\nAuthorization: Bearer {candidate.Token}\r\n")
            + string.Create(CultureInfo.InvariantCulture, $"Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {Whole}\r\n\r\n");
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), limit);
        await line.GetStream().WriteAsync(Tus.Noise(Part + 1_000), limit);
        await fixture.UntilAsync($"/api/v1/recordings/{Tus.IdOf(upload)}", recording => recording.Body!["bytes"]!.GetValue<long>() == Part);
        return line;
    }

    private static async Task UntilReadAsync(TcpClient line, string mark, CancellationToken limit)
    {
        var (text, buffer) = ("", new byte[4_096]);
        while (!text.Contains(mark, StringComparison.Ordinal))
        {
            var read = await line.GetStream().ReadAsync(buffer, limit);
            Assert.True(read > 0, $"The line was closed after: {text}");
            text += Encoding.ASCII.GetString(buffer, 0, read);
        }
    }
}
