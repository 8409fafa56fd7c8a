using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Contract;

/// <summary>More time, for the candidate who needs it and for nobody else to know.</summary>
public sealed class AccommodationTests(ProductFixture product)
{
    private static readonly string[] Telling = ["accommod", "timefactor", "usual time", "thinkseconds", "\"until\""];

    [Fact]
    public async Task The_room_gives_as_much_more_time_as_the_invitation_says_and_tells_its_candidate()
    {
        var (usual, given) = (await product.InviteAsync(), await InviteAsync(1.5m));

        var (before, after) = (await usual.LookAsync(), await given.LookAsync());
        var page = await given.PageAsync(product.Http);
        var receipt = await given.Room.GetAsync("/api/v1/room/receipt");

        Assert.Equal((1m, 1.5m), (before["timeFactor"]!.GetValue<decimal>(), after["timeFactor"]!.GetValue<decimal>()));
        Assert.Equal(Int(before["clock"]!["remainingSeconds"]) * 3 / 2, Int(after["clock"]!["remainingSeconds"]));
        Assert.Equal((120, 180), (Int(before["thinkSeconds"]), Int(after["thinkSeconds"])));
        Assert.Equal((2250, 67_500), (Int(after["patience"]!["baseMs"]), Int(after["patience"]!["afterThinkMs"])));
        Assert.Contains("You have 1.5 times the usual time", page, StringComparison.Ordinal);
        Assert.DoesNotContain("the usual time", await usual.PageAsync(product.Http), StringComparison.Ordinal);
        Assert.Equal(1.5m, receipt.Body!["timeFactor"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task The_candidate_is_told_in_their_own_language()
    {
        var plans = (await product.Api.GetAsync("/api/v1/interview-plans")).Body!["items"]!.AsArray();
        var french = plans.First(plan => plan!["status"]!.ToString() == "published" && plan["languages"]!.AsArray()[0]!.ToString() == "fr")!["id"]!.ToString();

        var page = await (await InviteAsync(1.25m, french)).PageAsync(product.Http);

        Assert.Contains("Vous avez 1,25 fois le temps habituel", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0"), InlineData("1.3"), InlineData("-1"), InlineData("3"), InlineData("1e300"), InlineData("\"1.5\"")]
    public async Task A_factor_that_is_not_offered_is_refused_and_invites_nobody(string factor)
    {
        var email = $"{Guid.NewGuid():n}@example.test";
        var body = JsonNode.Parse($$"""{"planId":"{{await Plans.DemoAsync(product.Api)}}","candidate":{"name":"Ada Roth","email":"{{email}}"},"timeFactor":{{factor}}}""");

        var answer = await product.Api.PostAsync("/api/v1/invitations", body);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/timeFactor"), (answer.Status, answer.Body!["errors"]![0]!["pointer"]!.ToString()));
        Assert.Empty((await product.Api.GetAsync($"/api/v1/sessions?q={email}")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_that_staff_can_read_tells_who_had_more_time()
    {
        var (usual, given) = (await ReadAllAsync(1), await ReadAllAsync(1.5m));

        Assert.Equal(usual.Numbers, given.Numbers);
        Assert.All(given.Read, read => Assert.All(Telling, word => Assert.DoesNotContain(word, read, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain("accommod", await File.ReadAllTextAsync(product.Product.Log), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_killed_server_remembers_it()
    {
        await using var own = await ProductProcess.StartAsync();
        using var http = own.Http();
        var invited = await (await ApiClient.SignInAsync(http, own.Demo())).PostAsync("/api/v1/invitations", await BodyAsync(await ApiClient.SignInAsync(http, own.Demo()), 2));
        await own.KillAsync();
        await own.StartAsync();
        using var later = own.Http();

        var room = await new ApiClient(later, invited["roomToken"]).GetAsync("/api/v1/room");

        Assert.Equal(2m, room.Body!["timeFactor"]!.GetValue<decimal>());
        Assert.Equal(240, Int(room.Body["thinkSeconds"]));
    }

    // A whole interview with time to think, and then everything that a member or an API client can ask about it.
    private async Task<(string Numbers, List<string> Read)> ReadAllAsync(decimal factor)
    {
        var candidate = await InviteAsync(factor);
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        await using var live = await EventStream.OpenAsync(product.Http, product.Api.Token!, $"/api/v1/sessions/{candidate.SessionId}/events");
        await candidate.Room.PostAsync("/api/v1/room/think-time");
        await candidate.Room.PostAsync("/api/v1/room/think-time/end");
        await candidate.AnswerAllAsync();
        var events = await live.UntilAsync(e => e.Kind == "session.completed");
        var session = $"/api/v1/sessions/{candidate.SessionId}";
        await product.UntilAsync(session + "/suggestions", answer => answer["status"] != "pending");

        List<string> read = [.. events.Where(e => e.Kind == "think_time.requested").Select(e => e.Data.ToJsonString())];
        Assert.Single(read);
        string[] paths = ["", "/transcript", "/suggestions", "/scorecards", "/recordings", "/delivery"];
        read.AddRange(await Task.WhenAll(paths.Select(async path => (await product.Api.GetAsync(session + path)).Text)));
        read.Add((await product.Api.GetAsync("/api/v1/invitations")).Text);
        var owner = await product.OwnerAsync();
        string[] pages = ["", "/timeline", "/consents", "/live"];
        var shown = await Task.WhenAll(pages.Select(page => Company.PageAsync(product.Http, owner, $"/demo/sessions/{candidate.SessionId}{page}")));
        read.AddRange(shown);
        return (string.Join(',', events.Select(e => $"{e.Id}:{e.Kind}")), read);
    }

    private async Task<Candidate> InviteAsync(decimal factor, string? plan = null)
    {
        var invited = await product.Api.PostAsync("/api/v1/invitations", await BodyAsync(product.Api, factor, plan));
        Assert.True(invited.Status == HttpStatusCode.Created, invited.Text);
        Assert.DoesNotContain("timeFactor", invited.Text, StringComparison.Ordinal);
        return new(new(product.Http, invited["roomToken"]), invited["sessionId"], invited["roomToken"]);
    }

    private static async Task<object> BodyAsync(ApiClient api, decimal factor, string? plan = null) =>
        new { planId = plan ?? await Plans.DemoAsync(api), candidate = new { name = "Ada Roth", email = $"{Guid.NewGuid():n}@example.test" }, timeFactor = factor };

    private static int Int(JsonNode? number) => number!.GetValue<int>();
}
