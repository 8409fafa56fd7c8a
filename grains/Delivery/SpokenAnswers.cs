using System.Collections.Immutable;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Transcription;

namespace JobInterview.Grains.Delivery;

/// <summary>The spoken answers of an interview in its own language, each on the time of its own recording. How another language is spoken says nothing here:
/// its words are not counted, and its hesitations are in no list of ours (interviewing.md §4a).</summary>
public static class SpokenAnswers
{
    // Nothing is cut out of that time. The recorder rests while the candidate thinks, and it runs in the browser, so that a lost
    // network leaves no hole: what was recorded was said, whatever the clock of the interview did meanwhile.
    public static ImmutableArray<SpokenAnswer> Of(SessionRecord record) =>
    [
        .. from happened in record.Events
           let transcript = happened.Event as TranscriptFinalized
           where transcript is not null && !SpokenLanguage.IsOther(transcript.Language, record.Terms.Language)
           let given = (TurnCommitted)record.Events.First(answer => answer.Seq == transcript.TurnSeq).Event
           select new SpokenAnswer(transcript.TurnSeq, transcript.Text, transcript.Words, transcript.KeepsFillers is true)
           {
               QuestionEndedMs = given.QuestionEndedMs,
               InterviewerMs = given.QuestionMs,
           },
    ];
}
