using System.Text.Json.Nodes;

namespace JobInterview.Api.Tests.Product;

/// <summary>Someone in a room, through the same HTTP as any other client.</summary>
public sealed class Candidate(ApiClient room, string sessionId, string token)
{
    public const string Story =
        "Last spring my colleague Ana and I disagreed about the delivery order. I asked her why she wanted to change it and listened to her concern. "
        + "I proposed a trial for two weeks, we agreed on a compromise, and as a result complaints fell by 30 percent.";

    public ApiClient Room => room;

    public string SessionId => sessionId;

    public string Token => token;

    public int Epoch { get; private set; }

    public static async Task<Candidate> InviteAsync(HttpClient http, ApiClient api, string name = "Zephyrine Quillfeather", string email = "zephyrine@quillfeather.test", string? plan = null)
    {
        var invited = await api.PostAsync("/api/v1/invitations", new { planId = plan ?? await Plans.DemoAsync(api), candidate = new { name, email } });
        Assert.True(invited.Status == System.Net.HttpStatusCode.Created, invited.Text);
        return new(new(http, invited["roomToken"]), invited["sessionId"], invited["roomToken"]);
    }

    /// <summary>The room's page as the candidate sees it, with the cookie that the link gave.</summary>
    public async Task<string> PageAsync(HttpClient http)
    {
        using var entered = await http.GetAsync($"/i/{token}");
        return await Company.PageAsync(http, entered.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(), "/i");
    }

    public async Task<JsonNode> LookAsync() => (await room.GetAsync("/api/v1/room")).Body!;

    public async Task ConsentAsync(params string[] refused)
    {
        var consent = (await LookAsync())["consent"]!;
        var purposes = consent["purposes"]!.AsArray().Select(p => p!["purpose"]!.ToString()).Select(purpose => new { purpose, granted = !refused.Contains(purpose) });
        var given = await room.PostAsync("/api/v1/room/consent", new { purposes, noticeVersion = consent["noticeVersion"]!.ToString() });
        Assert.True(given.Status == System.Net.HttpStatusCode.OK, given.Text);
    }

    public async Task StartAsync()
    {
        var started = await room.PostAsync("/api/v1/room/start");
        Assert.True(started.Status == System.Net.HttpStatusCode.OK, started.Text);
        Epoch = started.Body!["epoch"]!.GetValue<int>();
    }

    public Task<Answer> SayAsync(string messageId, string text, int? epoch = null) =>
        room.PostAsync("/api/v1/room/turns", new { epoch = epoch ?? Epoch, clientMessageId = messageId, text });

    /// <summary>Answers until there is nothing more to answer; gives what was acknowledged.</summary>
    public async Task<List<(long Seq, string Text)>> AnswerAllAsync(string story = Story)
    {
        var acknowledged = new List<(long, string)>();
        for (var i = 0; (await LookAsync())["state"]!.ToString() == "inProgress"; i++)
        {
            var answer = await SayAsync($"a-{i}", story);
            Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
            acknowledged.Add((answer.Body!["seq"]!.GetValue<long>(), story));
        }

        return acknowledged;
    }
}
