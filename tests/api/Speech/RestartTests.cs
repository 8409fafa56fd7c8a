using JobInterview.Api.Tests.Product;
using JobInterview.Tests.Speech;

namespace JobInterview.Api.Tests.Speech;

/// <summary>An ordered transcript is not forgotten by a process that dies.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_transcript_ordered_before_a_kill_is_made_after_it()
    {
        await using var engine = await SpeechEngine.StartAsync();
        engine.Always = Behaviour.Well;
        await using var product = await ProductProcess.StartAsync(new Dictionary<string, string> { ["Speech__Endpoint"] = engine.Endpoint, ["Speech__Model"] = "whisper-1", ["Speech__Timeout"] = "00:00:05" });
        using var http = product.Http();
        var speaker = await SpeakingCandidate.InProgressAsync(http, await ApiClient.SignInAsync(http, product.Demo()));
        var recording = await speaker.RecordAsync();
        var answer = await speaker.AnswerAsync(recording);

        await product.KillAsync();
        await product.StartAsync();
        await speaker.UploadAsync(recording);

        // A kill in the middle of an attempt leaves its lease behind: fifty seconds here.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var turn = await OwnTurnAsync(speaker);
        for (var i = 0; i < 1_200 && turn["transcriptState"]!.ToString() != "final"; i++)
        {
            await pace.WaitForNextTickAsync();
            turn = await OwnTurnAsync(speaker);
        }

        Assert.Equal((answer["seq"], "final", engine.Words), (turn["seq"]!.ToString(), turn["transcriptState"]!.ToString(), turn["text"]!.ToString()));
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> OwnTurnAsync(SpeakingCandidate speaker) =>
        (await speaker.Candidate.Room.GetAsync("/api/v1/room/transcript")).Body!["turns"]!.AsArray().Single(turn => turn!["speaker"]!.ToString() == "candidate")!;
}
