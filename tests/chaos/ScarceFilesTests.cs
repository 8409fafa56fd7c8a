using System.Net;
using System.Net.Sockets;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>A process that may have few files open, and more callers than that: lines beyond its share are refused, those that are served go on, and it takes new ones when there is room.</summary>
public sealed class ScarceFilesTests(ITestOutputHelper output)
{
    private const int Files = 1_024;
    private const int Refused = 200;                              // some at least, whatever the share is
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task With_more_lines_than_it_may_have_files_nobody_loses_an_answer_and_new_ones_are_served_when_they_are_gone()
    {
        await using var product = await ProductProcess.StartAsync(around: ["prlimit", $"--nofile={Files}:{Files}"]);
        using var crowd = await Crowd.GatherAsync(product, 6);
        using var end = new CancellationTokenSource();
        var talking = Task.WhenAll(crowd.Talkers.Select(talker => talker.TalkAsync(TimeSpan.FromSeconds(1), end.Token)));
        await crowd.UntilAllAreHeardAsync(Within);

        var lines = new List<Socket>();
        while (lines.Count < Files + Refused)
        {
            var line = new Socket(SocketType.Stream, ProtocolType.Tcp);
            lines.Add(line);
            await line.ConnectAsync("127.0.0.1", product.Port);
        }

        await UntilAsync(() => lines.Count(IsClosed) >= Refused);
        await crowd.UntilAllAreHeardAsync(Within);
        output.WriteLine($"{lines.Count(IsClosed)} of {lines.Count} lines were refused, {Directory.GetFiles($"/proc/{product.ProcessId}/fd").Length} files open");
        var hasEnded = product.HasEnded;
        lines.ForEach(line => line.Dispose());
        HttpStatusCode? again = null;
        await UntilAsync(() => (again = Look(product)) == HttpStatusCode.OK);
        await crowd.UntilAllAreHeardAsync(Within);
        await end.CancelAsync();
        await talking;

        Assert.False(hasEnded);
        Assert.Empty(await crowd.LiesAsync());
    }

    private static bool IsClosed(Socket line) => line.Poll(0, SelectMode.SelectRead);      // it said nothing, so there is nothing to read but the end

    private static HttpStatusCode? Look(ProductProcess product)
    {
        using var newcomer = product.Http(Within);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
            using var answer = newcomer.Send(request);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<bool> isIt)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(Within);
        while (!isIt())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
