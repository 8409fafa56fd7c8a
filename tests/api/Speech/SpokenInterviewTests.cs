using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Recordings;
using JobInterview.Tests.Speech;

namespace JobInterview.Api.Tests.Speech;

/// <summary>Answers by voice over the real HTTP contract, with an engine that does well and badly; the interview never waits for it.</summary>
[Collection(SpokenInterviewFixture.OneByOne)]
public sealed class SpokenInterviewTests : IDisposable
{
    private readonly SpokenInterviewFixture _product;

    public SpokenInterviewTests(SpokenInterviewFixture product)
    {
        _product = product;
        (_product.Engine.Always, _product.Engine.Words) = (Behaviour.Well, SpokenInterviewFixture.Story);
    }

    public void Dispose() => _product.Engine.Always = null;

    [Fact]
    public async Task A_spoken_answer_is_acknowledged_at_once_and_becomes_words_with_times()
    {
        var speaker = await _product.InProgressAsync();
        var recording = await speaker.RecordAsync();

        var answer = await speaker.AnswerAsync(recording);
        var pending = await _product.TurnAsync(speaker, answer);
        var room = await speaker.Candidate.LookAsync();
        var hash = await speaker.UploadAsync(recording);
        var final = await _product.HeardAsync(speaker);

        Assert.Equal((HttpStatusCode.OK, "pending", ""), (answer.Status, pending["transcriptState"]!.ToString(), pending["text"]!.ToString()));
        Assert.Equal((2, "voice", recording), (room["question"]!["index"]!.GetValue<int>(), pending["channel"]!.ToString(), pending["recordingId"]!.ToString()));
        Assert.Equal((SpokenInterviewFixture.Story, "final"), (final["text"]!.ToString(), final["transcriptState"]!.ToString()));
        var words = final["words"]!.AsArray();
        Assert.Equal(("Last", 0, 400), (SpokenInterviewFixture.Slice(SpokenInterviewFixture.Story, words[0]!), words[0]!["startMs"]!.GetValue<int>(), words[0]!["endMs"]!.GetValue<int>()));
        Assert.Contains(hash, _product.Engine.Recordings);
    }

    [Fact]
    public async Task A_whole_spoken_interview_is_scored_on_verbatim_quotes_once_the_words_are_there()
    {
        _product.Engine.Always = null;                        // as engines are: one time in twenty it fails
        var speaker = await _product.InProgressAsync();
        for (var i = 0; i < 6; i++)
        {
            await speaker.SpeakAsync();
        }

        var suggestions = await _product.UntilAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/suggestions", a => a["status"] == "ready");
        var transcript = await _product.Api.GetAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/transcript");

        var texts = transcript.Body!["turns"]!.AsArray().ToDictionary(turn => turn!["seq"]!.GetValue<long>(), turn => turn!["text"]!.ToString());
        var evidence = suggestions.Body!["items"]!.AsArray().SelectMany(item => item!["evidence"]!.AsArray()).ToList();
        Assert.NotEmpty(evidence);
        Assert.All(evidence, quote => Assert.Equal(quote!["quote"]!.ToString(), SpokenInterviewFixture.Slice(texts[quote["turnSeq"]!.GetValue<long>()], quote)));
        Assert.DoesNotContain("probe.asked", transcript.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Behaviour.Fails), InlineData(Behaviour.Halves), InlineData(Behaviour.Garbles), InlineData(Behaviour.Busy), InlineData(Behaviour.Hangs), InlineData(Behaviour.Floods)]
    public async Task After_a_bad_answer_the_engine_is_asked_again_and_the_interview_goes_on_meanwhile(Behaviour behaviour)
    {
        var speaker = await _product.InProgressAsync();
        _product.Engine.Then(behaviour);

        await speaker.SpeakAsync();
        var written = await speaker.Candidate.SayAsync("t-1", SpokenInterviewFixture.Story);
        var final = await _product.HeardAsync(speaker);

        Assert.Equal(HttpStatusCode.OK, written.Status);
        Assert.Equal(SpokenInterviewFixture.Story, final["text"]!.ToString());
    }

    [Fact]
    public async Task An_engine_that_never_answers_well_is_given_up_and_the_typed_summary_stays()
    {
        _product.Engine.Always = Behaviour.Fails;
        var speaker = await _product.InProgressAsync();

        await speaker.SpeakAsync(text: "I asked Ana why.");
        var given = await _product.HeardAsync(speaker, "unavailable");

        Assert.Equal("I asked Ana why.", given["text"]!.ToString());
    }

    [Fact]
    public async Task What_the_engine_refuses_is_given_up_at_once()
    {
        _product.Engine.Always = Behaviour.Refuses;
        var speaker = await _product.InProgressAsync();
        var before = _product.Engine.Recordings.Count;

        await speaker.SpeakAsync();
        await _product.HeardAsync(speaker, "unavailable");

        Assert.Equal(before + 1, _product.Engine.Recordings.Count);
    }

    [Fact]
    public async Task Of_a_recording_that_is_too_large_for_the_engine_the_sound_is_heard()
    {
        var filmed = await Filmed.ToneAsync(Filmed.WebMType);
        Assert.True(filmed.Length > SpokenInterviewFixture.MaxBytes);
        var speaker = await _product.InProgressAsync(await _product.SpokenPlanAsync(modes: ["text", "voice", "video"]));
        _product.Engine.Files.Clear();

        await speaker.SpeakAsync(filmed: filmed);
        var final = await _product.HeardAsync(speaker);

        Assert.Equal(SpokenInterviewFixture.Story, final["text"]!.ToString());
        Assert.Contains(_product.Engine.Files, sent => sent is { Type: "audio/ogg", Bytes: > 5_000 and < SpokenInterviewFixture.MaxBytes });
        Assert.DoesNotContain(_product.Engine.Files, sent => sent.Bytes > SpokenInterviewFixture.MaxBytes);
    }

    [Fact]
    public async Task A_large_recording_without_a_sound_is_given_up_at_once_and_says_why()
    {
        var speaker = await _product.InProgressAsync(await _product.SpokenPlanAsync(modes: ["text", "voice", "video"]));

        await speaker.SpeakAsync(filmed: [0x1A, 0x45, 0xDF, 0xA3, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(100_000)]);

        Assert.Equal("sound-not-found", (await _product.HeardAsync(speaker, "unavailable"))["transcriptCause"]!.ToString());
    }

    [Theory]
    [InlineData(Behaviour.HearsGerman, "wrongLanguage"), InlineData(Behaviour.IsUnsure, "inaudible"), InlineData(Behaviour.Refuses, "noTranscript")]
    public async Task Words_that_can_not_be_relied_on_are_insufficient_and_never_a_low_number(Behaviour behaviour, string code)
    {
        _product.Engine.Always = behaviour;
        var speaker = await _product.InProgressAsync();
        await speaker.SpeakAsync();
        await speaker.Candidate.Room.PostAsync("/api/v1/room/end");

        var suggestions = await _product.UntilAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/suggestions", a => a["status"] == "ready");

        Assert.Contains(suggestions.Body!["items"]!.AsArray(), item => item!["rating"] is null && item["abstained"]!.ToString() == code);
        Assert.All(suggestions.Body!["items"]!.AsArray(), item => Assert.Null(item!["rating"]));
    }

    [Fact]
    public async Task What_was_said_in_another_language_is_kept_and_both_sides_are_told()
    {
        _product.Engine.Always = Behaviour.HearsGerman;
        var speaker = await _product.InProgressAsync();
        await speaker.SpeakAsync();

        var heard = await _product.HeardAsync(speaker);
        var own = (await speaker.Candidate.Room.GetAsync("/api/v1/room/transcript")).Body!["turns"]!.AsArray().Single(turn => turn!["seq"]!.ToString() == heard["seq"]!.ToString())!;
        var room = await speaker.Candidate.LookAsync();

        Assert.All([heard, own], turn => Assert.Equal((SpokenInterviewFixture.Story, "de", "true"), (turn["text"]!.ToString(), turn["spokenLanguage"]!.ToString(), turn["inAnotherLanguage"]!.ToString())));
        Assert.Equal("inProgress", room["state"]!.ToString());
    }

    [Fact]
    public async Task A_recording_must_be_ones_own_and_of_the_right_kind()
    {
        var (one, other) = (await _product.InProgressAsync(), await _product.InProgressAsync());
        var foreign = await other.RecordAsync();
        var own = await one.RecordAsync();

        Answer[] answers =
        [
            await one.AnswerAsync(foreign), await one.AnswerAsync(Guid.NewGuid().ToString("n")), await one.AnswerAsync("not-an-id"), await one.AnswerAsync(null),
            await one.AnswerAsync(own, channel: "video"), await one.AnswerAsync(own, channel: "text", text: "Written."),
        ];

        Assert.Equal(["unknown", "unknown", "bad-id", "missing", "wrong-kind", "not-for-text"], answers.Select(a => a.Body!["errors"]!.AsArray().Single()!["code"]!.ToString()));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
        Assert.Equal(HttpStatusCode.OK, (await one.AnswerAsync(own)).Status);
        Assert.Equal("already-used", (await one.AnswerAsync(own)).Body!["errors"]![0]!["code"]!.ToString());
    }

    [Fact]
    public async Task Consent_taken_back_stops_the_next_spoken_answer()
    {
        var speaker = await _product.InProgressAsync();
        var recording = await speaker.RecordAsync();
        await speaker.Candidate.ConsentAsync("recording.audio");

        var answer = await speaker.AnswerAsync(recording);

        Assert.Equal((HttpStatusCode.Conflict, "consent-missing"), (answer.Status, answer.Code));
    }
}
