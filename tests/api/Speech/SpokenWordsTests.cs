using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Recordings;
using JobInterview.Tests.Speech;

namespace JobInterview.Api.Tests.Speech;

/// <summary>What was heard, as people get to see it: captions, and the candidate's corrections beside it.</summary>
[Collection(SpokenInterviewFixture.OneByOne)]
public sealed class SpokenWordsTests : IDisposable
{
    private readonly SpokenInterviewFixture _product;

    public SpokenWordsTests(SpokenInterviewFixture product)
    {
        _product = product;
        (_product.Engine.Always, _product.Engine.Words) = (Behaviour.Well, SpokenInterviewFixture.Story);
    }

    public void Dispose() => _product.Engine.Always = null;

    [Fact]
    public async Task The_candidate_corrects_a_passage_and_everybody_sees_both()
    {
        var speaker = await _product.InProgressAsync();
        await speaker.SpeakAsync();
        var seq = (await _product.HeardAsync(speaker))["seq"]!.GetValue<long>();
        object correction = new { turnSeq = seq, start = 5, length = 6, text = "winter" };

        var first = await speaker.Candidate.Room.PostAsync("/api/v1/room/transcript/corrections", correction);
        var again = await speaker.Candidate.Room.PostAsync("/api/v1/room/transcript/corrections", correction);
        var outside = await speaker.Candidate.Room.PostAsync("/api/v1/room/transcript/corrections", new { turnSeq = seq, start = 5_000, length = 6, text = "winter" });
        var mine = await speaker.Candidate.Room.GetAsync("/api/v1/room/transcript");

        Assert.Equal((HttpStatusCode.OK, first.Text), (again.Status, again.Text));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/start"), (outside.Status, outside.Body!["errors"]![0]!["pointer"]!.ToString()));
        var turn = (await _product.TurnsAsync(speaker)).Single();
        Assert.Equal(("spring", "winter"), (SpokenInterviewFixture.Slice(turn["text"]!.ToString(), turn["corrections"]![0]!), turn["corrections"]![0]!["text"]!.ToString()));
        Assert.Equal("winter", mine.Body!["turns"]!.AsArray().Single(t => t!["seq"]!.GetValue<long>() == seq)!["corrections"]![0]!["text"]!.ToString());
    }

    [Fact]
    public async Task A_correction_is_marked_in_captions_in_quotes_and_as_ones_own()
    {
        var speaker = await _product.InProgressAsync();
        var (seq, recording) = await speaker.SpeakAsync();
        await _product.HeardAsync(speaker);
        await speaker.Candidate.Room.PostAsync("/api/v1/room/end");
        var suggestions = $"/api/v1/sessions/{speaker.Candidate.SessionId}/suggestions";
        var before = await _product.UntilAsync(suggestions, a => a["status"] == "ready");

        await speaker.Candidate.Room.PostAsync("/api/v1/room/transcript/corrections", new { turnSeq = seq, start = 0, length = SpokenInterviewFixture.Story.Length, text = "Ana and I <never> disagreed." });
        var captions = await _product.Api.GetAsync($"/api/v1/recordings/{recording}/captions.vtt");
        var after = await _product.Api.GetAsync(suggestions);
        var own = await speaker.Candidate.PageAsync(_product.Http);

        Assert.Contains("\n[corrected by the candidate: Ana and I\n&lt;never&gt; disagreed.]\n", captions.Text, StringComparison.Ordinal);
        Assert.NotEmpty(Quotes(before));
        Assert.All(Quotes(before), quote => Assert.Null(quote["corrected"]));
        Assert.All(Quotes(after), quote => Assert.True(quote["corrected"]!.GetValue<bool>()));
        Assert.Equal(Quotes(before).Select(quote => quote["quote"]!.ToString()), Quotes(after).Select(quote => quote["quote"]!.ToString()));
        Assert.Contains("You corrected:", own, StringComparison.Ordinal);
        Assert.DoesNotContain("The candidate corrects", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_the_candidate_deleted_is_not_blamed_on_the_speech_service()
    {
        var speaker = await _product.InProgressAsync();
        var recording = await speaker.RecordAsync();
        await speaker.AnswerAsync(recording);
        Assert.Equal(HttpStatusCode.NoContent, (await new Tus(_product.Http, speaker.Candidate).SendAsync(HttpMethod.Delete, $"{Tus.Root}/{recording}", null)).Status);

        var given = await _product.HeardAsync(speaker, "unavailable");
        await speaker.Candidate.Room.PostAsync("/api/v1/room/end");
        await _product.UntilAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/suggestions", a => a["status"] == "ready");
        var page = await speaker.Candidate.PageAsync(_product.Http);

        Assert.Equal("recording-gone", given["transcriptCause"]!.ToString());
        Assert.Contains("the recording was deleted before it could be transcribed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("did not answer usefully", page, StringComparison.Ordinal);
        Assert.DoesNotContain("The recording is what counts", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Captions_follow_the_words_and_say_when_they_are_not_there_yet()
    {
        var speaker = await _product.InProgressAsync();
        var recording = await speaker.RecordAsync();
        await speaker.AnswerAsync(recording);

        var early = await _product.Api.GetAsync($"/api/v1/recordings/{recording}/captions.vtt");
        await speaker.UploadAsync(recording);
        await _product.HeardAsync(speaker);
        var captions = await _product.Api.GetAsync($"/api/v1/recordings/{recording}/captions.vtt");
        var unknown = await _product.Api.GetAsync($"/api/v1/recordings/{Guid.NewGuid():n}/captions.vtt");

        Assert.Equal((HttpStatusCode.Conflict, "transcript-pending"), (early.Status, early.Code));
        Assert.StartsWith("WEBVTT\n\n1\n00:00:00.000 --> ", captions.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Theory]
    [InlineData(Behaviour.TimesSegments, 2), InlineData(Behaviour.TimesNothing, 1)]
    public async Task An_engine_without_word_times_still_gives_captions_and_what_can_be_followed(Behaviour behaviour, int least)
    {
        _product.Engine.Always = behaviour;
        var speaker = await _product.InProgressAsync();
        var (_, recording) = await speaker.SpeakAsync();

        var heard = await _product.HeardAsync(speaker);
        var captions = await _product.Api.GetAsync($"/api/v1/recordings/{recording}/captions.vtt");

        Assert.Empty(heard["words"]!.AsArray());
        Assert.Equal(SpokenInterviewFixture.Story, SpokenInterviewFixture.Slice(SpokenInterviewFixture.Story, Assert.Single(heard["segments"]!.AsArray())!));
        var cues = captions.Text.Split("\n\n")[1..].Select(cue => cue.TrimEnd('\n').Split('\n')[2..]).ToList();
        Assert.True(behaviour == Behaviour.TimesNothing ? cues.Count == 1 : cues.Count >= least, captions.Text);
        Assert.Equal(SpokenInterviewFixture.Story, string.Join(' ', cues.SelectMany(lines => lines)));
    }

    private static List<JsonNode> Quotes(Answer suggestions) =>
        [.. suggestions.Body!["items"]!.AsArray().SelectMany(item => item!["evidence"]!.AsArray()).Select(quote => quote!)];
}
