using JobInterview.Tests.Speech;

namespace JobInterview.Api.Tests.Speech;

/// <summary>How long the room waits in a silence, and which ways to answer it offers.</summary>
[Collection(SpokenInterviewFixture.OneByOne)]
public sealed class PatienceTests : IDisposable
{
    private readonly SpokenInterviewFixture _product;

    public PatienceTests(SpokenInterviewFixture product)
    {
        _product = product;
        (_product.Engine.Always, _product.Engine.Words) = (Behaviour.Well, SpokenInterviewFixture.Story);
    }

    public void Dispose() => _product.Engine.Always = null;

    [Fact]
    public async Task The_patience_follows_the_answers_to_the_open_question()
    {
        var speaker = await _product.InProgressAsync();
        var before = await PatienceAsync(speaker);

        await speaker.Candidate.SayAsync("p-1", "Last spring I asked my colleague Ana why she wanted to change the delivery order and I proposed a trial of it, and as a result complaints fell");
        var told = await PatienceAsync(speaker);
        await speaker.Candidate.SayAsync("p-2", "Give me a second");
        var asked = await PatienceAsync(speaker);
        await speaker.Candidate.Room.PostAsync("/api/v1/room/skip", new { epoch = speaker.Candidate.Epoch });
        await speaker.Candidate.SayAsync("p-3", "It was about the plan and");
        var trailing = await PatienceAsync(speaker);

        Assert.Equal((1, 1_500), before);
        Assert.Equal((1, 900), told);
        Assert.Equal((1, 1_500), asked);                      // only the silence that was asked for is long
        Assert.Equal((2, 3_500), trailing);
    }

    [Fact]
    public async Task A_plan_offers_only_its_modes_and_the_room_says_which()
    {
        var speaker = await _product.InProgressAsync(await _product.SpokenPlanAsync(modes: ["text", "voice"]));
        var video = await speaker.RecordAsync("video/webm");

        var answer = await speaker.AnswerAsync(video, channel: "video");
        var room = await speaker.Candidate.LookAsync();

        Assert.Equal("/channel", answer.Body!["errors"]![0]!["pointer"]!.ToString());
        Assert.Equal(["text", "voice"], room["modes"]!.AsArray().Select(mode => mode!.ToString()));
        Assert.Equal((true, 1_500, 45_000), (room["speech"]!["transcription"]!.GetValue<bool>(), room["patience"]!["baseMs"]!.GetValue<int>(), room["patience"]!["afterThinkMs"]!.GetValue<int>()));
    }

    private static async Task<(int Question, int BaseMs)> PatienceAsync(SpeakingCandidate speaker)
    {
        var room = await speaker.Candidate.LookAsync();
        return (room["question"]!["index"]!.GetValue<int>(), room["patience"]!["baseMs"]!.GetValue<int>());
    }
}
