using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>Which parts of a story an answer holds: one occasion, an action, the teller's own role, a result.</summary>
/// <param name="Specific">It tells of one occasion in the past.</param>
/// <param name="Action">Somebody of the teller's side did something.</param>
/// <param name="OwnRole">The teller says what they did themselves.</param>
/// <param name="Result">It says what came of it.</param>
/// <param name="IsUnmeasured">It claims a change and gives no number anywhere.</param>
/// <param name="IsHypothetical">It says what would be done, not what was done.</param>
/// <param name="Words">Its length, as people count words.</param>
internal readonly record struct StarSlots(
    bool Specific, bool Action, bool OwnRole, bool Result, bool IsUnmeasured, bool IsHypothetical, int Words)
{
    public bool IsStory => Specific && Action && Result;

    public static StarSlots Of(ReadOnlySpan<Reading> answers, Lexicon lexicon)
    {
        var tally = new StarTally(lexicon);
        foreach (var answer in answers)
        {
            tally.Read(answer);
        }

        return tally.Slots;
    }
}
