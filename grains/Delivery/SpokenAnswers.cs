using System.Collections.Immutable;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Delivery;

/// <summary>The spoken answers of an interview, with the times that are no silence of the candidate's.</summary>
public static class SpokenAnswers
{
    public static ImmutableArray<SpokenAnswer> Of(SessionRecord record)
    {
        var excluded = Excluded(record).ToList();
        return
        [
            .. from happened in record.Events
               let transcript = happened.Event as TranscriptFinalized
               where transcript is not null
               let turn = record.Turns.First(turn => turn.Seq == transcript.TurnSeq)
               let given = (TurnCommitted)record.Events.First(answer => answer.Seq == transcript.TurnSeq).Event
               let length = transcript.DurationMs ?? transcript.Words.Select(word => word.EndMs).LastOrDefault()
               select new SpokenAnswer(
                   transcript.TurnSeq, transcript.Text, transcript.Words, [.. Within(excluded, turn.At.AddMilliseconds(-length), length)], transcript.KeepsFillers is true)
               {
                   QuestionEndedMs = given.QuestionEndedMs,
                   InterviewerMs = given.QuestionMs,
               },
        ];
    }

    // The recorder stops when the answer is sent, so that its start is known by our own clock and not by the candidate's.
    private static IEnumerable<Stretch> Within(List<(DateTimeOffset From, DateTimeOffset Until)> excluded, DateTimeOffset start, int length) =>
        excluded.Where(window => window.Until > start && window.From < start.AddMilliseconds(length))
            .Select(window => new Stretch((int)Math.Max(0, (window.From - start).TotalMilliseconds), (int)Math.Min(length, (window.Until - start).TotalMilliseconds)));

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Excluded(SessionRecord record)
    {
        DateTimeOffset? away = null;
        foreach (var happened in record.Events)
        {
            if (happened.Event is ThinkTimeRequested think)
            {
                yield return (happened.At, think.Until);
            }

            if (happened.Event is SessionSuspended suspended)
            {
                away = suspended.ClockStoppedAt;
            }

            if (happened.Event is SessionResumed && away is { } since)
            {
                away = null;
                yield return (since, happened.At);
            }
        }
    }
}
