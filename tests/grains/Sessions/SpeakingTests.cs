using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Transcription;

namespace JobInterview.Grains.Tests.Sessions;

/// <summary>Spoken answers: accepted with their consent, never read before there are words, and never held up by them.</summary>
public sealed class SpeakingTests
{
    private static readonly Guid Recording = new("22222222-2222-2222-2222-222222222222");
    private static readonly CandidateTurn Voice = new(1, "m-1", "", Channel.Voice) { RecordingId = Recording };

    [Theory]
    [InlineData(Channel.Voice, ConsentNotice.RecordVideo), InlineData(Channel.Video, ConsentNotice.RecordAudio)]
    public void A_spoken_answer_needs_the_consent_for_its_own_kind(Channel channel, string otherConsent)
    {
        var session = InProgress(otherConsent);

        var refusal = session.MayAnswer(Voice with { Channel = channel });

        Assert.Equal(SessionRefusals.ConsentMissing, refusal);
        Assert.Null(InProgress(channel.Purpose()).MayAnswer(Voice with { Channel = channel }));
    }

    [Fact]
    public void A_mode_that_the_plan_does_not_offer_is_refused_by_its_place()
    {
        var session = InProgress(ConsentNotice.RecordAudio);
        session = session with { Plan = session.Plan with { Modes = [Channel.Text] } };

        Assert.Equal(new Fault("/channel", "not-offered"), Assert.Single(session.MayAnswer(Voice)!.Faults));
    }

    [Fact]
    public void An_answer_that_nobody_can_read_yet_closes_its_question_and_the_record_says_so()
    {
        var session = InProgress(ConsentNotice.RecordAudio);

        var follows = session.After(session.Record(Voice), Sessions.Noon).FollowUnread(Sessions.Noon);

        Assert.True(Assert.IsType<AnswerClosed>(follows[0]).Unread);
        Assert.IsType<QuestionAsked>(follows[1]);
    }

    [Fact]
    public void The_same_message_with_another_recording_is_a_reuse()
    {
        var session = Spoken(transcribes: true);

        Assert.NotNull(session.RepeatOf(Voice)!.Value);
        Assert.Equal(SessionRefusals.MessageIdIsReused, session.RepeatOf(Voice with { RecordingId = Guid.NewGuid() })!.Refusal);
        Assert.Equal(SessionRefusals.MessageIdIsReused, session.RepeatOf(Voice with { Channel = Channel.Video })!.Refusal);
        Assert.Equal(new Fault("/recordingId", "already-used"), Assert.Single(session.MayAnswer(Voice with { ClientMessageId = "m-2" })!.Faults));
    }

    [Fact]
    public void A_second_transcript_of_an_answer_changes_nothing()
    {
        var session = Spoken(transcribes: true);
        var turn = Assert.Single(session.AwaitedTranscripts);

        var heard = session.Must(s => s.Hear(turn, Heard("I asked her why.")), Sessions.Noon);

        Assert.Empty(heard.AwaitedTranscripts);
        Assert.Empty(heard.Hear(turn, Heard("Something else.")).Events);
        Assert.Empty(heard.GiveUpTranscript(turn, "engine-500").Events);
    }

    [Fact]
    public void Without_an_engine_nothing_is_ordered_and_the_record_says_so()
    {
        var session = Record(transcribes: false);

        Assert.Equal((TranscriptState.NotConfigured, ""), (session.Turns[^1].TranscriptState!.Value, session.Turns[^1].Text));
        Assert.Empty(Spoken(transcribes: false).AwaitedTranscripts);
    }

    [Fact]
    public void A_transcript_becomes_the_text_and_what_was_typed_stays_beside_it()
    {
        var record = Record(transcribes: true, typed: "About Ana.", new TranscriptFinalized(0, 1, "en", "w", "I asked her why.", [new(0, 1, 0, 90)], 0.9));

        var turn = record.Turns[^1];

        Assert.Equal(("I asked her why.", "About Ana.", TranscriptState.Final), (turn.Text, turn.Summary, turn.TranscriptState!.Value));
    }

    [Fact]
    public void What_was_scored_stays_the_text_when_the_transcript_comes_later()
    {
        var record = Record(transcribes: true, typed: "I asked her why she left.", new ScoringFinished(false), new TranscriptFinalized(0, 1, "en", "w", "Other words.", [], 0.9));

        Assert.Equal(("I asked her why she left.", "Other words."), (record.Turns[^1].Text, record.Turns[^1].LateTranscript));
    }

    [Theory]
    [InlineData("en", 0.79, Abstention.Inaudible), InlineData("de", 0.99, Abstention.WrongLanguage), InlineData("en", 0.80, null), InlineData("en", null, null), InlineData("", 0.9, null)]
    public void Words_are_relied_on_only_where_the_engine_was_sure_and_heard_the_interviews_language(string language, double? confidence, Abstention? why)
    {
        var record = Record(transcribes: true, typed: "", new TranscriptFinalized(0, 1, language, "w", "I asked her why.", [], confidence));

        Assert.Equal(why, Assert.Single(record.Answers.Last().Turns).Unreadable);
    }

    [Fact]
    public void A_spoken_answer_without_words_is_no_answer_to_rate_but_one_with_a_summary_is_read()
    {
        Assert.Equal(Abstention.NoTranscript, Record(transcribes: false).Answers.Last().Turns[0].Unreadable);
        Assert.Null(Record(transcribes: false, typed: "I asked her why.").Answers.Last().Turns[0].Unreadable);
    }

    [Fact]
    public void Scoring_waits_for_words_for_fifteen_minutes_and_no_longer()
    {
        var record = Record(transcribes: true, typed: "", new SessionCompleted(false));
        var ended = record.Events[^1].At;

        Assert.True(ScoringPatience.Waits(record, ended + TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1)));
        Assert.False(ScoringPatience.Waits(record, ended + TimeSpan.FromMinutes(15)));
        Assert.False(ScoringPatience.Waits(Record(transcribes: true, typed: "", new TranscriptUnavailable(0, "engine-500"), new SessionCompleted(false)), ended));
    }

    [Fact]
    public void The_last_transcript_after_the_end_orders_the_scoring_at_once()
    {
        var ended = Spoken(transcribes: true).Must(s => s.End(null), Sessions.Noon);
        var turn = Assert.Single(ended.AwaitedTranscripts);
        var events = ended.Hear(turn, Heard("I asked her why.")).Events;

        var outbox = SessionOutbox.Following(SessionDraft.Of(ended, Sessions.Noon).Then(events));

        Assert.Equal(SessionOutbox.ScoreKind, Assert.Single(outbox).Kind);
    }

    [Fact]
    public void After_the_end_a_recording_may_begin_for_an_hour_and_one_that_has_begun_may_be_finished()
    {
        var ended = InProgress(ConsentNotice.RecordAudio).Must(s => s.End(null), Sessions.Noon);

        Assert.Null(Begin(ended, Sessions.Noon));
        Assert.Null(Begin(ended, Sessions.Noon + TimeSpan.FromHours(1) - TimeSpan.FromTicks(1)));
        Assert.Equal(SessionRefusals.Ended, Begin(ended, Sessions.Noon + TimeSpan.FromHours(1)));
        Assert.Null(ended.RefuseRecording(RecordingKind.Audio));
        Assert.Equal(SessionRefusals.ConsentMissing, ended.RefuseRecording(RecordingKind.Video, null, null, Sessions.Noon.AddDays(2)));
    }

    [Fact]
    public void Nobody_who_rates_is_overtaken_by_a_new_recording()
    {
        var ended = InProgress(ConsentNotice.RecordAudio).Must(s => s.End(null), Sessions.Noon);

        var rated = ended with { State = SessionState.UnderReview, Review = ended.Review.Lock(new(Sessions.Reviewer, "c1", 3, "")) };

        Assert.Equal(SessionRefusals.Ended, Begin(rated, Sessions.Noon.AddMinutes(1)));
        Assert.Null(rated.RefuseRecording(RecordingKind.Audio));
    }

    private static Refusal? Begin(InterviewSession session, DateTimeOffset now) => session.RefuseRecording(RecordingKind.Audio, null, null, now);

    [Fact]
    public void An_observer_is_told_to_the_candidate_once_and_gone_with_the_end()
    {
        var observer = new Actor(ActorKind.Member, Sessions.Reviewer);
        var session = Sessions.InProgress();

        var joined = session.Must(s => s.Join(observer), Sessions.Noon.AddHours(1));

        Assert.Equal(1, joined.ToRoom(Guid.NewGuid(), Sessions.Noon, transcribes: false, heard: default).Observers);
        Assert.Empty(joined.Join(observer).Events);
        Assert.Equal(session.LastEventAt, joined.LastEventAt);
        Assert.Equal(0, Assert.IsType<ObserverLeft>(Assert.Single(joined.Leave([observer, new(ActorKind.Member, Guid.NewGuid())]).Events)).Observers);
        Assert.Empty(joined.Must(s => s.End(null), Sessions.Noon).Observers);
    }

    internal static Transcript Heard(string text) => new("en", "whisper-1", text, [], 0.9, 1_000, false);

    internal static InterviewSession InProgress(string consent) => Sessions.InProgress().Do(
        Sessions.Noon, new ConsentGiven(Guid.NewGuid(), ConsentNotice.Version, [new(consent, true)]));

    private static InterviewSession Spoken(bool transcribes)
    {
        var session = InProgress(ConsentNotice.RecordAudio);
        session = session.After(session.Record(Voice, transcribes), Sessions.Noon);
        return session.After(session.FollowUnread(Sessions.Noon), Sessions.Noon);
    }

    /// <summary>A record of one spoken answer and what came after it; the transcript's turn number is filled in.</summary>
    internal static SessionRecord Record(bool transcribes, string typed = "", params SessionEvent[] after)
    {
        var session = Sessions.Scheduled();
        SessionEvent[] events =
        [
            session.Terms, new ConsentGiven(Guid.NewGuid(), ConsentNotice.Version, [new(ConsentNotice.Interview, true), new(ConsentNotice.Evaluate, true)]),
            new QuestionAsked("q1", 0, "Question 1?"),
            new TurnCommitted("m-1", "q1", typed, Channel.Voice) { RecordingId = Recording, AwaitsTranscript = transcribes ? true : null },
            .. after.Select(e => e switch { TranscriptFinalized t => t with { TurnSeq = 4 }, TranscriptUnavailable t => t with { TurnSeq = 4 }, var other => other }),
        ];
        return SessionRecord.Of([.. events.Select((e, i) => SessionEventCodec.Encode(i + 1, Sessions.Noon.AddSeconds(i), e))]);
    }
}
