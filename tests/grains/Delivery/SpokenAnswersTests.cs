using System.Collections.Immutable;
using CsCheck;
using JobInterview.Grains.Delivery;
using JobInterview.Grains.Sessions;
using SessionsAt = JobInterview.Grains.Tests.Sessions.Sessions;

namespace JobInterview.Grains.Tests.Delivery;

public sealed class SpokenAnswersTests
{
    private static readonly DateTimeOffset Asked = SessionsAt.Noon;
    private static readonly string Words = string.Join(' ', Enumerable.Repeat("word", 80));

    [Fact]
    public void An_answer_keeps_the_time_of_its_recording_and_what_its_client_measured()
    {
        var answer = Assert.Single(SpokenAnswers.Of(Record(60)));

        Assert.Equal((0, 30_000), (answer.Words[0].StartMs, answer.Words[^1].EndMs));
        Assert.Equal((-500, 3_000), (answer.QuestionEndedMs, answer.InterviewerMs));
    }

    [Fact]
    public void Think_time_and_suspension_at_any_moment_change_no_number()
    {
        var plain = DeliveryMetrics.Of(SpokenAnswers.Of(Record(60)), "en");
        Assert.Equal((30.0, 160.0), (plain.Seconds, plain.SpeechRate.Value));

        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[0, 200]).Sample((thinkAt, awayAt, more) =>
        {
            var sent = Math.Max(thinkAt, awayAt) + more;
            (int, SessionEvent)[] happened =
            [
                (thinkAt, new ThinkTimeRequested("q1", Asked.AddSeconds(thinkAt + 120))),
                (awayAt, new SessionSuspended(SuspendReason.Network, Asked.AddSeconds(awayAt - 2))),
                (sent, new SessionResumed(2, null)),
            ];

            Assert.Equal(plain, DeliveryMetrics.Of(SpokenAnswers.Of(Record(sent, happened)), "en"));
        });
    }

    [Theory]
    [InlineData("german", 0), InlineData("en-GB", 1), InlineData("", 1)]
    public void An_answer_in_another_language_than_the_interviews_is_in_no_number(string heard, int counted)
    {
        var metrics = DeliveryMetrics.Of(SpokenAnswers.Of(Record(60, heard)), "en");

        Assert.Equal((counted, counted * 80), (metrics.Answers, metrics.Words));
    }

    private static SessionRecord Record(int sentAt, params (int Second, SessionEvent Event)[] before) => Record(sentAt, "en", before);

    // 80 words in 30 s of sound.
    private static SessionRecord Record(int sentAt, string language, params (int Second, SessionEvent Event)[] before)
    {
        (int Second, SessionEvent Event)[] events =
        [
            (0, new QuestionAsked("q1", 0, "Question 1?")),
            .. before,
            (sentAt, new TurnCommitted("m-1", "q1", "", Channel.Voice) { RecordingId = Guid.NewGuid(), AwaitsTranscript = true, QuestionEndedMs = -500, QuestionMs = 3_000 }),
            (sentAt + 10, new TranscriptFinalized(before.Length + 3, 1, language, "w", Words, Spoken, 0.9) { DurationMs = 30_000 }),
        ];
        return SessionRecord.Of(
        [
            SessionEventCodec.Encode(1, Asked, SessionsAt.Scheduled().Terms),
            .. events.Select((e, i) => SessionEventCodec.Encode(i + 2, Asked.AddSeconds(e.Second), e.Event)),
        ]);
    }

    private static ImmutableArray<SpokenWord> Spoken => [.. Enumerable.Range(0, 80).Select(i => new SpokenWord(i * 5, 4, i * 375, (i + 1) * 375))];
}
