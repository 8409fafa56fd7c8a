using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Starts;

/// <summary>A process that an orchestrator replaces: whoever follows an interview keeps it from nothing.</summary>
public sealed class ToldToGoTests
{
    private static readonly TimeSpan WithoutWaitingForAnybody = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_ends_the_streams_of_candidates_and_observers_as_whole_answers_and_is_gone()
    {
        await using var product = await ProductProcess.StartAsync();
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api);
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        await using var room = await EventStream.OpenAsync(http, candidate.Token, connection: "tab");
        await using var observer = await EventStream.OpenAsync(http, api.Token!, $"/api/v1/sessions/{candidate.SessionId}/events");
        await room.UntilAsync(e => e.Kind == "connection.claimed");
        await observer.UntilAsync(e => e.Kind == "session.started");

        await product.TerminateAsync(WithoutWaitingForAnybody);

        Assert.Equal(0, product.ExitCode);
        await room.UntilEndAsync();
        await observer.UntilEndAsync();
    }
}
