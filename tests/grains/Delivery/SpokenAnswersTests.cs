using JobInterview.Grains.Delivery;
using JobInterview.Grains.Sessions;
using SessionsAt = JobInterview.Grains.Tests.Sessions.Sessions;

namespace JobInterview.Grains.Tests.Delivery;

public sealed class SpokenAnswersTests
{
    private static readonly DateTimeOffset Asked = SessionsAt.Noon;

    [Fact]
    public void Think_time_and_suspension_are_cut_out_of_the_recording_by_our_own_clock()
    {
        // The answer is sent 60 s after noon and lasts 50 s, so that its recording began 10 s after noon.
        var record = Record(
            (0, new QuestionAsked("q1", 0, "Question 1?")),
            (15, new ThinkTimeRequested("q1", Asked.AddSeconds(25))),
            (42, new SessionSuspended(SuspendReason.Network, Asked.AddSeconds(40))),
            (45, new SessionResumed(2, null)),
            (60, new TurnCommitted("m-1", "q1", "", Channel.Voice) { RecordingId = Guid.NewGuid(), AwaitsTranscript = true, QuestionEndedMs = -500, QuestionMs = 3_000 }),
            (70, new TranscriptFinalized(6, 1, "en", "w", "I asked", [new(0, 1, 0, 200), new(2, 5, 200, 900)], 0.9) { DurationMs = 50_000 }));

        var answer = Assert.Single(SpokenAnswers.Of(record));

        Assert.Equal([new Stretch(5_000, 15_000), new Stretch(30_000, 35_000)], answer.Excluded);
        Assert.Equal((-500, 3_000), (answer.QuestionEndedMs, answer.InterviewerMs));
    }

    private static SessionRecord Record(params (int Second, SessionEvent Event)[] events) => SessionRecord.Of(
    [
        SessionEventCodec.Encode(1, Asked, SessionsAt.Scheduled().Terms),
        .. events.Select((e, i) => SessionEventCodec.Encode(i + 2, Asked.AddSeconds(e.Second), e.Event)),
    ]);
}
