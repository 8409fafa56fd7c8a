using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>A process whose log has no room, on a full disk or in a pipe that nobody reads: what can not be logged is dropped, and no answer waits for it.</summary>
public sealed class ScarceLogTests
{
    private const int MoreThanAnyQueueHolds = 5_000;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("> /dev/full")]
    [InlineData("> >(exec tail --pid=$$ --follow /dev/null)")]     // it reads nothing, and ends with the process
    public async Task Without_room_for_the_log_everyone_is_answered(string log)
    {
        var settings = new Dictionary<string, string> { ["Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Information" };
        await using var product = await ProductProcess.StartAsync(settings, around: ["bash", "-c", $"exec \"$@\" {log}", "bash"]);
        using var http = product.Http(Within);
        for (var requests = 0; requests < MoreThanAnyQueueHolds; requests++)
        {
            using var answer = await http.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var crowd = await Crowd.GatherAsync(product, 2);
        await Task.WhenAll(crowd.Talkers.Select(talker => talker.SayAsync()));

        Assert.False(product.HasEnded);
        Assert.Empty(await crowd.LiesAsync());
    }
}
