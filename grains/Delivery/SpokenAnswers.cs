using System.Collections.Immutable;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Delivery;

/// <summary>The spoken answers of an interview, each on the time of its own recording.</summary>
public static class SpokenAnswers
{
    // Nothing is cut out of that time. The recorder rests while the candidate thinks, and it runs in the browser, so that a lost
    // network leaves no hole: what was recorded was said, whatever the clock of the interview did meanwhile.
    public static ImmutableArray<SpokenAnswer> Of(SessionRecord record) =>
    [
        .. from happened in record.Events
           let transcript = happened.Event as TranscriptFinalized
           where transcript is not null
           let given = (TurnCommitted)record.Events.First(answer => answer.Seq == transcript.TurnSeq).Event
           select new SpokenAnswer(transcript.TurnSeq, transcript.Text, transcript.Words, transcript.KeepsFillers is true)
           {
               QuestionEndedMs = given.QuestionEndedMs,
               InterviewerMs = given.QuestionMs,
           },
    ];
}
