using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Speech;

/// <summary>Without a speech engine a spoken answer stays a recording, and everybody is told so.</summary>
public sealed class NoEngineTests(ProductFixture product)
{
    [Fact]
    public async Task A_spoken_answer_stays_sound_with_what_was_typed_beside_it()
    {
        var speaker = await SpeakingCandidate.InProgressAsync(product.Http, product.Api);

        var room = await speaker.Candidate.LookAsync();
        var (silent, _) = await speaker.SpeakAsync();
        var (typed, _) = await speaker.SpeakAsync(text: Candidate.Story);
        var turns = (await product.Api.GetAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/transcript")).Body!["turns"]!.AsArray().ToDictionary(turn => turn!["seq"]!.GetValue<long>());

        Assert.False(room["speech"]!["transcription"]!.GetValue<bool>());
        Assert.Equal(("notConfigured", ""), (turns[silent]!["transcriptState"]!.ToString(), turns[silent]!["text"]!.ToString()));
        Assert.Equal(("notConfigured", Candidate.Story), (turns[typed]!["transcriptState"]!.ToString(), turns[typed]!["text"]!.ToString()));
    }

    [Fact]
    public async Task An_interview_of_sound_alone_is_for_people_to_rate()
    {
        var speaker = await SpeakingCandidate.InProgressAsync(product.Http, product.Api);
        await speaker.SpeakAsync();
        await speaker.Candidate.Room.PostAsync("/api/v1/room/end");

        var suggestions = await product.UntilAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/suggestions", a => a["status"] == "ready");

        Assert.All(suggestions.Body!["items"]!.AsArray(), item => Assert.Null(item!["rating"]));
        Assert.Contains(suggestions.Body!["items"]!.AsArray(), item => item!["abstained"]!.ToString() == "noTranscript");
    }

    [Fact]
    public async Task A_written_turn_carries_nothing_of_speech()
    {
        var candidate = await product.InProgressAsync();
        await candidate.SayAsync("m-1", Candidate.Story);

        var turn = (await product.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript")).Body!["turns"]!.AsArray().Single(t => t!["speaker"]!.ToString() == "candidate")!;

        Assert.Equal(["at", "channel", "questionId", "seq", "speaker", "text"], turn.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }
}
