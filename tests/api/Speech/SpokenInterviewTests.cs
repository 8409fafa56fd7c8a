using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Recordings;
using JobInterview.Tests.Speech;

namespace JobInterview.Api.Tests.Speech;

/// <summary>Answers by voice over the real HTTP contract, with an engine that does well and badly; the interview never waits for it.</summary>
public sealed class SpokenInterviewTests : IDisposable
{
    private const string Story =
        "Last spring my colleague Ana and I disagreed about the delivery order. I asked her why she wanted to change it and listened to her concern. "
        + "I proposed a trial for two weeks, we agreed on a compromise, and as a result complaints fell by 30 percent.";

    private readonly SpokenInterviewFixture _product;

    public SpokenInterviewTests(SpokenInterviewFixture product)
    {
        _product = product;
        (_product.Engine.Always, _product.Engine.Words) = (Behaviour.Well, Story);
    }

    public void Dispose() => _product.Engine.Always = null;

    [Fact]
    public async Task A_spoken_answer_is_acknowledged_at_once_and_becomes_words_with_times()
    {
        var speaker = await _product.InProgressAsync();
        var recording = await speaker.RecordAsync();

        var answer = await speaker.AnswerAsync(recording);
        var pending = await TurnAsync(speaker, answer);
        var room = await speaker.Candidate.LookAsync();
        var hash = await speaker.UploadAsync(recording);
        var final = await HeardAsync(speaker);

        Assert.Equal((HttpStatusCode.OK, "pending", ""), (answer.Status, pending["transcriptState"]!.ToString(), pending["text"]!.ToString()));
        Assert.Equal((2, "voice", recording), (room["question"]!["index"]!.GetValue<int>(), pending["channel"]!.ToString(), pending["recordingId"]!.ToString()));
        Assert.Equal((Story, "final"), (final["text"]!.ToString(), final["transcriptState"]!.ToString()));
        var words = final["words"]!.AsArray();
        Assert.Equal(("Last", 0, 400), (Slice(Story, words[0]!), words[0]!["startMs"]!.GetValue<int>(), words[0]!["endMs"]!.GetValue<int>()));
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
        Assert.All(evidence, quote => Assert.Equal(quote!["quote"]!.ToString(), Slice(texts[quote["turnSeq"]!.GetValue<long>()], quote)));
        Assert.DoesNotContain("probe.asked", transcript.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Behaviour.Fails), InlineData(Behaviour.Halves), InlineData(Behaviour.Garbles), InlineData(Behaviour.Busy), InlineData(Behaviour.Hangs), InlineData(Behaviour.Floods)]
    public async Task After_a_bad_answer_the_engine_is_asked_again_and_the_interview_goes_on_meanwhile(Behaviour behaviour)
    {
        var speaker = await _product.InProgressAsync();
        _product.Engine.Then(behaviour);

        await speaker.SpeakAsync();
        var written = await speaker.Candidate.SayAsync("t-1", Story);
        var final = await HeardAsync(speaker);

        Assert.Equal(HttpStatusCode.OK, written.Status);
        Assert.Equal(Story, final["text"]!.ToString());
    }

    [Fact]
    public async Task An_engine_that_never_answers_well_is_given_up_and_the_typed_summary_stays()
    {
        _product.Engine.Always = Behaviour.Fails;
        var speaker = await _product.InProgressAsync();

        await speaker.SpeakAsync(text: "I asked Ana why.");
        var given = await HeardAsync(speaker, "unavailable");

        Assert.Equal("I asked Ana why.", given["text"]!.ToString());
    }

    [Fact]
    public async Task What_the_engine_refuses_is_given_up_at_once()
    {
        _product.Engine.Always = Behaviour.Refuses;
        var speaker = await _product.InProgressAsync();
        var before = _product.Engine.Recordings.Count;

        await speaker.SpeakAsync();
        await HeardAsync(speaker, "unavailable");

        Assert.Equal(before + 1, _product.Engine.Recordings.Count);
    }

    [Fact]
    public async Task Of_a_recording_that_is_too_large_for_the_engine_the_sound_is_heard()
    {
        var filmed = await Filmed.ToneAsync(Filmed.WebMType);
        Assert.True(filmed.Length > SpokenInterviewFixture.MaxBytes);
        var speaker = await _product.InProgressAsync(await SpokenPlanAsync(modes: ["text", "voice", "video"]));
        _product.Engine.Files.Clear();

        await speaker.SpeakAsync(filmed: filmed);
        var final = await HeardAsync(speaker);

        Assert.Equal(Story, final["text"]!.ToString());
        Assert.Contains(_product.Engine.Files, sent => sent is { Type: "audio/ogg", Bytes: > 5_000 and < SpokenInterviewFixture.MaxBytes });
        Assert.DoesNotContain(_product.Engine.Files, sent => sent.Bytes > SpokenInterviewFixture.MaxBytes);
    }

    [Fact]
    public async Task A_large_recording_without_a_sound_is_given_up_at_once_and_says_why()
    {
        var speaker = await _product.InProgressAsync(await SpokenPlanAsync(modes: ["text", "voice", "video"]));

        await speaker.SpeakAsync(filmed: [0x1A, 0x45, 0xDF, 0xA3, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(100_000)]);

        Assert.Equal("sound-not-found", (await HeardAsync(speaker, "unavailable"))["transcriptCause"]!.ToString());
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
    public async Task The_candidate_corrects_a_passage_and_everybody_sees_both()
    {
        var speaker = await _product.InProgressAsync();
        await speaker.SpeakAsync();
        var seq = (await HeardAsync(speaker))["seq"]!.GetValue<long>();
        object correction = new { turnSeq = seq, start = 5, length = 6, text = "winter" };

        var first = await speaker.Candidate.Room.PostAsync("/api/v1/room/transcript/corrections", correction);
        var again = await speaker.Candidate.Room.PostAsync("/api/v1/room/transcript/corrections", correction);
        var outside = await speaker.Candidate.Room.PostAsync("/api/v1/room/transcript/corrections", new { turnSeq = seq, start = 5_000, length = 6, text = "winter" });
        var mine = await speaker.Candidate.Room.GetAsync("/api/v1/room/transcript");

        Assert.Equal((HttpStatusCode.OK, first.Text), (again.Status, again.Text));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/start"), (outside.Status, outside.Body!["errors"]![0]!["pointer"]!.ToString()));
        var turn = (await TurnsAsync(speaker)).Single();
        Assert.Equal(("spring", "winter"), (Slice(turn["text"]!.ToString(), turn["corrections"]![0]!), turn["corrections"]![0]!["text"]!.ToString()));
        Assert.Equal("winter", mine.Body!["turns"]!.AsArray().Single(t => t!["seq"]!.GetValue<long>() == seq)!["corrections"]![0]!["text"]!.ToString());
    }

    [Fact]
    public async Task Captions_follow_the_words_and_say_when_they_are_not_there_yet()
    {
        var speaker = await _product.InProgressAsync();
        var recording = await speaker.RecordAsync();
        await speaker.AnswerAsync(recording);

        var early = await _product.Api.GetAsync($"/api/v1/recordings/{recording}/captions.vtt");
        await speaker.UploadAsync(recording);
        await HeardAsync(speaker);
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

        var heard = await HeardAsync(speaker);
        var captions = await _product.Api.GetAsync($"/api/v1/recordings/{recording}/captions.vtt");

        Assert.Empty(heard["words"]!.AsArray());
        Assert.Equal(Story, Slice(Story, Assert.Single(heard["segments"]!.AsArray())!));
        var cues = captions.Text.Split("\n\n")[1..].Select(cue => cue.TrimEnd('\n').Split('\n')[2..]).ToList();
        Assert.True(behaviour == Behaviour.TimesNothing ? cues.Count == 1 : cues.Count >= least, captions.Text);
        Assert.Equal(Story, string.Join(' ', cues.SelectMany(lines => lines)));
    }

    [Fact]
    public async Task What_was_said_in_another_language_is_kept_and_both_sides_are_told()
    {
        _product.Engine.Always = Behaviour.HearsGerman;
        var speaker = await _product.InProgressAsync();
        await speaker.SpeakAsync();

        var heard = await HeardAsync(speaker);
        var own = (await speaker.Candidate.Room.GetAsync("/api/v1/room/transcript")).Body!["turns"]!.AsArray().Single(turn => turn!["seq"]!.ToString() == heard["seq"]!.ToString())!;
        var room = await speaker.Candidate.LookAsync();

        Assert.All([heard, own], turn => Assert.Equal((Story, "de", "true"), (turn["text"]!.ToString(), turn["spokenLanguage"]!.ToString(), turn["inAnotherLanguage"]!.ToString())));
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

    [Fact]
    public async Task Delivery_is_off_unless_the_plan_says_otherwise_and_then_describes()
    {
        var speaker = await _product.InProgressAsync(await SpokenPlanAsync());
        var plan = await SpokenPlanAsync(delivery: true);
        var measured = await _product.InProgressAsync(plan);
        await measured.SpeakAsync();
        await HeardAsync(measured);

        var off = await _product.Api.GetAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/delivery");
        var on = await _product.Api.GetAsync($"/api/v1/sessions/{measured.Candidate.SessionId}/delivery");

        Assert.Equal((HttpStatusCode.Conflict, "delivery-off"), (off.Status, off.Code));
        Assert.Equal("too-few-words", on.Body!["session"]!["speechRate"]!["why"]!.ToString());
        Assert.Equal(1, on.Body!["session"]!["answers"]!.GetValue<int>());
    }

    [Fact]
    public async Task Who_is_measured_is_told_before_they_agree()
    {
        var (told, other) = (await InvitedAsync(delivery: true), await InvitedAsync(delivery: false));

        Assert.Contains("How you speak", await told.PageAsync(_product.Http), StringComparison.Ordinal);
        Assert.DoesNotContain("How you speak", await other.PageAsync(_product.Http), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Think_time_changes_nothing_of_how_an_answer_is_described()
    {
        _product.Engine.Words = $"{Story} {Story}";
        var plan = await SpokenPlanAsync(delivery: true);
        var (plain, thoughtful) = (await _product.InProgressAsync(plan), await _product.InProgressAsync(plan));

        await plain.SpeakAsync();
        await thoughtful.Candidate.Room.PostAsync("/api/v1/room/think-time", new { epoch = thoughtful.Candidate.Epoch });
        await thoughtful.SpeakAsync();
        await HeardAsync(plain);
        await HeardAsync(thoughtful);

        var expected = (await _product.Api.GetAsync($"/api/v1/sessions/{plain.Candidate.SessionId}/delivery")).Body!["session"]!;
        var described = (await _product.Api.GetAsync($"/api/v1/sessions/{thoughtful.Candidate.SessionId}/delivery")).Body!["session"]!;
        Assert.NotNull(expected["speechRate"]!["value"]);
        Assert.Equal(expected.ToJsonString(), described.ToJsonString());
    }

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

    private static async Task<(int Question, int BaseMs)> PatienceAsync(SpeakingCandidate speaker)
    {
        var room = await speaker.Candidate.LookAsync();
        return (room["question"]!["index"]!.GetValue<int>(), room["patience"]!["baseMs"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_plan_offers_only_its_modes_and_the_room_says_which()
    {
        var speaker = await _product.InProgressAsync(await SpokenPlanAsync(modes: ["text", "voice"]));
        var video = await speaker.RecordAsync("video/webm");

        var answer = await speaker.AnswerAsync(video, channel: "video");
        var room = await speaker.Candidate.LookAsync();

        Assert.Equal("/channel", answer.Body!["errors"]![0]!["pointer"]!.ToString());
        Assert.Equal(["text", "voice"], room["modes"]!.AsArray().Select(mode => mode!.ToString()));
        Assert.Equal((true, 1_500, 45_000), (room["speech"]!["transcription"]!.GetValue<bool>(), room["patience"]!["baseMs"]!.GetValue<int>(), room["patience"]!["afterThinkMs"]!.GetValue<int>()));
    }

    private async Task<string> SpokenPlanAsync(bool delivery = false, params string[] modes)
    {
        var demo = (await _product.Api.GetAsync($"/api/v1/interview-plans/{await Plans.DemoAsync(_product.Api)}")).Body!;
        var created = await _product.Api.PostAsync("/api/v1/interview-plans", new JsonObject
        {
            ["title"] = "A spoken interview", ["languages"] = demo["languages"]!.DeepClone(), ["competencies"] = demo["competencies"]!.DeepClone(),
            ["questions"] = demo["questions"]!.DeepClone(), ["delivery"] = delivery,
            ["modes"] = modes.Length == 0 ? demo["modes"]!.DeepClone() : new JsonArray([.. modes.Select(mode => JsonValue.Create(mode))]),
        });
        Assert.True(created.Status == HttpStatusCode.Created, created.Text);
        await _product.Api.PostAsync($"/api/v1/interview-plans/{created["id"]}/publish");
        return created["id"];
    }

    private async Task<Candidate> InvitedAsync(bool delivery) =>
        await Candidate.InviteAsync(_product.Http, _product.Api, email: $"{Guid.NewGuid():n}@example.test", plan: await SpokenPlanAsync(delivery));

    private async Task<JsonNode> HeardAsync(SpeakingCandidate speaker, string state = "final")
    {
        var transcript = await _product.UntilAsync(
            $"/api/v1/sessions/{speaker.Candidate.SessionId}/transcript", a => Given(a).Any(turn => turn["transcriptState"]?.ToString() == state));
        return Given(transcript).First(turn => turn["transcriptState"]?.ToString() == state);
    }

    private async Task<List<JsonNode>> TurnsAsync(SpeakingCandidate speaker) => Given(await _product.Api.GetAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/transcript"));

    private async Task<JsonNode> TurnAsync(SpeakingCandidate speaker, Answer receipt) =>
        (await TurnsAsync(speaker)).Single(turn => turn["seq"]!.GetValue<long>() == receipt.Body!["seq"]!.GetValue<long>());

    private static List<JsonNode> Given(Answer transcript) => [.. transcript.Body!["turns"]!.AsArray().Select(turn => turn!).Where(turn => turn["speaker"]!.ToString() == "candidate")];

    private static string Slice(string text, JsonNode place) => text.Substring(place["start"]!.GetValue<int>(), place["length"]!.GetValue<int>());
}
