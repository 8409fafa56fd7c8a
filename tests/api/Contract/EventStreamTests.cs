using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Contract;

/// <summary>The room's event stream: in order, resumable, one connection that speaks for the candidate.</summary>
public sealed class EventStreamTests(ProductFixture product)
{
    [Fact]
    public async Task A_stream_goes_on_at_the_next_event_after_a_break()
    {
        var candidate = await product.InProgressAsync();
        await candidate.SayAsync("m-1", Candidate.Story);
        await using var whole = await EventStream.OpenAsync(product.Http, candidate.Token);
        var first = await whole.UntilAsync(e => e.Kind == "turn.committed");
        var all = new List<StreamEvent>(first);

        await using var resumed = await EventStream.OpenAsync(product.Http, candidate.Token, lastEventId: first[^1].Id);
        await candidate.SayAsync("m-2", Candidate.Story);
        all.AddRange(await resumed.UntilAsync(e => e.Kind == "turn.committed"));

        Assert.Equal(all.Select(e => e.Id).Distinct().Order(), all.Select(e => e.Id));
        Assert.Equal(["m-1", "m-2"], all.Where(e => e.Kind == "turn.committed").Select(e => e.Data["clientMessageId"]!.ToString()));
        Assert.Single(all, e => e.Kind == "session.started");
    }

    [Fact]
    public async Task A_claim_by_another_connection_supersedes_the_first_and_makes_its_epoch_stale()
    {
        var candidate = await product.InProgressAsync();
        await using var first = await EventStream.OpenAsync(product.Http, candidate.Token, connection: "one");
        await first.UntilAsync(e => e.Kind == "connection.claimed");
        var firstEpoch = (await candidate.LookAsync())["epoch"]!.GetValue<int>();

        await using var second = await EventStream.OpenAsync(product.Http, candidate.Token, connection: "two");
        await first.UntilAsync(e => e.Kind == "superseded");
        var stale = await candidate.SayAsync("m-1", Candidate.Story, firstEpoch);
        var current = await candidate.SayAsync("m-1", Candidate.Story, (await candidate.LookAsync())["epoch"]!.GetValue<int>());
        await using var back = await EventStream.OpenAsync(product.Http, candidate.Token, connection: "one");

        Assert.Equal("epoch-stale", stale.Code);
        Assert.Equal(HttpStatusCode.OK, current.Status);
        Assert.Equal(HttpStatusCode.NoContent, back.Status);
    }

    [Fact]
    public async Task The_holder_keeps_its_epoch_on_reconnect_and_a_closed_tab_stops_the_clock()
    {
        var candidate = await product.InProgressAsync();
        await using (var tab = await EventStream.OpenAsync(product.Http, candidate.Token, connection: "tab"))
        {
            await tab.UntilAsync(e => e.Kind == "connection.claimed");
        }

        var epoch = (await candidate.LookAsync())["epoch"]!.GetValue<int>();
        await product.UntilAsync($"/api/v1/sessions/{candidate.SessionId}", session => session["state"] == "suspended");
        var question = (await candidate.LookAsync())["question"]!["id"]!.ToString();
        await using var again = await EventStream.OpenAsync(product.Http, candidate.Token, connection: "tab");
        var events = await again.UntilAsync(e => e.Kind == "session.resumed");
        var after = await candidate.LookAsync();

        Assert.Equal((epoch, question, "inProgress"), (after["epoch"]!.GetValue<int>(), after["question"]!["id"]!.ToString(), after["state"]!.ToString()));
        Assert.Single(events, e => e.Kind == "question.asked");
    }

    [Fact]
    public async Task An_ended_session_ends_its_streams_and_answers_204_to_who_has_seen_all()
    {
        var candidate = await product.InProgressAsync();
        await candidate.Room.PostAsync("/api/v1/room/end");

        await using var stream = await EventStream.OpenAsync(product.Http, candidate.Token);
        var events = await stream.UntilAsync(e => e.Kind == "session.completed");
        var seq = (await product.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript")).Status;
        await product.UntilAsync($"/api/v1/sessions/{candidate.SessionId}", session => session["state"] == "readyForReview");
        var last = (await candidate.LookAsync())["seq"]!.GetValue<long>();
        await using var done = await EventStream.OpenAsync(product.Http, candidate.Token, lastEventId: last);

        Assert.Equal(HttpStatusCode.OK, seq);
        Assert.NotEmpty(events);
        Assert.Equal(HttpStatusCode.NoContent, done.Status);
    }

    [Fact]
    public async Task A_reader_that_never_reads_holds_up_nobody()
    {
        var candidate = await product.InProgressAsync();
        using var deaf = new System.Net.Sockets.TcpClient { ReceiveBufferSize = 1_024 };
        await deaf.ConnectAsync(IPAddress.Loopback, product.Product.Port);
        await deaf.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"GET /api/v1/room/events HTTP/1.1\r\nHost: localhost:{product.Product.Port}\r\nAuthorization: Bearer {candidate.Token}\r\n\r\n"));

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await candidate.SayAsync($"m-{i}", Candidate.Story)).Status);
        }
    }

    [Fact]
    public async Task Staff_follow_the_conversation_without_what_is_not_theirs()
    {
        var candidate = await product.InProgressAsync();
        await using var live = await EventStream.OpenAsync(product.Http, product.Api.Token!, path: $"/api/v1/sessions/{candidate.SessionId}/events");
        await candidate.SayAsync("m-1", Candidate.Story);

        var events = await live.UntilAsync(e => e.Kind == "turn.committed");

        Assert.DoesNotContain(events, e => e.Kind is "session.scheduled" or "connection.claimed");
        Assert.Contains(events, e => e.Kind == "question.asked");
    }
}
