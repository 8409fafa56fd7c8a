using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Recordings;

namespace JobInterview.Api.Tests.Contract;

/// <summary>Who follows an interview live is seen by its candidate, as a number and never by name.</summary>
public sealed class ObserverTests(ProductFixture product)
{
    [Fact]
    public async Task The_candidate_sees_that_someone_follows_and_that_they_are_gone()
    {
        var candidate = await product.InProgressAsync();
        await using var room = await EventStream.OpenAsync(product.Http, candidate.Token);
        var live = await EventStream.OpenAsync(product.Http, product.Api.Token!, path: $"/api/v1/sessions/{candidate.SessionId}/events");

        var joined = (await room.UntilAsync(e => e.Kind == "observer.joined"))[^1];
        var during = await candidate.LookAsync();
        await live.DisposeAsync();
        var left = (await room.UntilAsync(e => e.Kind == "observer.left"))[^1];

        Assert.Equal("""{"observers":1}""", joined.Data.ToJsonString());
        Assert.Equal(1, during["observers"]!.GetValue<int>());
        Assert.Equal("""{"observers":0}""", left.Data.ToJsonString());
        Assert.Equal(0, (await candidate.LookAsync())["observers"]!.GetValue<int>());
    }

    [Fact]
    public async Task Following_twice_is_one_observer_and_a_finished_interview_has_none()
    {
        var candidate = await product.InProgressAsync();
        var path = $"/api/v1/sessions/{candidate.SessionId}/events";
        await using var one = await EventStream.OpenAsync(product.Http, product.Api.Token!, path);
        await one.UntilAsync(e => e.Kind == "observer.joined");
        await using var again = await EventStream.OpenAsync(product.Http, product.Api.Token!, path);
        await again.UntilAsync(e => e.Kind == "observer.joined");

        var during = await candidate.LookAsync();
        await candidate.Room.PostAsync("/api/v1/room/end");
        var events = await one.UntilAsync(e => e.Kind == "session.completed");

        Assert.Equal(1, during["observers"]!.GetValue<int>());
        Assert.DoesNotContain(events, e => e.Kind is "observer.joined" or "observer.left");
        Assert.Equal(0, (await candidate.LookAsync())["observers"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("/live"), InlineData("")]
    public async Task Whoever_opens_a_page_of_a_running_interview_without_a_script_is_seen_too(string page)
    {
        var candidate = await product.InProgressAsync();
        await using var room = await EventStream.OpenAsync(product.Http, candidate.Token);

        await Company.PageAsync(product.Http, await product.OwnerAsync(), $"/demo/sessions/{candidate.SessionId}{page}");
        var joined = (await room.UntilAsync(e => e.Kind == "observer.joined"))[^1];

        Assert.Equal("""{"observers":1}""", joined.Data.ToJsonString());
        await room.UntilAsync(e => e.Kind == "observer.left");
    }

    [Fact]
    public async Task Whoever_reads_or_hears_a_running_interview_is_seen_too()
    {
        var candidate = await product.InProgressAsync();
        var tus = new Tus(product.Http, candidate);
        var upload = await tus.CreateAsync(5_000);
        await tus.PatchAsync(upload, 0, Tus.Noise(5_000));
        await using var room = await EventStream.OpenAsync(product.Http, candidate.Token);

        foreach (var path in new[] { $"/sessions/{candidate.SessionId}/transcript", $"/recordings/{Tus.IdOf(upload)}/media", $"/recordings/{Tus.IdOf(upload)}/playback" })
        {
            Assert.Equal(System.Net.HttpStatusCode.OK, (await product.Api.GetAsync($"/api/v1{path}")).Status);
            await room.UntilAsync(e => e.Kind == "observer.joined");
            await room.UntilAsync(e => e.Kind == "observer.left");
        }
    }

    [Fact]
    public async Task Who_reads_an_interview_that_has_not_begun_or_is_over_disturbs_nobody()
    {
        var candidate = await product.InProgressAsync();
        await candidate.Room.PostAsync("/api/v1/room/end");
        var before = (await product.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript")).Text;

        Assert.Equal(before, (await product.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript")).Text);
        await using var room = await EventStream.OpenAsync(product.Http, candidate.Token);
        Assert.DoesNotContain(await room.UntilAsync(e => e.Kind == "session.completed"), e => e.Kind == "observer.joined");
    }
}
