using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Interviewing;

/// <summary>How an answer breaks off.</summary>
internal enum Ending { Open, Closed, Trailing, AskingForTime }

/// <summary>
/// How long a silence may last before a speaking candidate is asked whether they have finished; it never cuts anyone off.
/// A recording has no words while it runs, so that the answers sent to the open question so far decide.
/// </summary>
internal static class Endpointing
{
    public static readonly TimeSpan Base = TimeSpan.FromSeconds(1.5);

    /// <summary>When action and result are told and the clause is closed.</summary>
    public static readonly TimeSpan WhenComplete = TimeSpan.FromSeconds(0.9);

    /// <summary>More, after a word that promises more.</summary>
    public static readonly TimeSpan AfterTrailing = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan AfterThinking = TimeSpan.FromSeconds(45);

    /// <summary>The patience after what was said to the open question, for someone with this much time.</summary>
    public static TimeSpan PatienceAfter(Heard heard, TimeFactor time) => UsuallyAfter(heard) * time;

    /// <summary>The patience until they speak on: a moment that was asked for in words is that silence, and no later one.</summary>
    public static TimeSpan FirstPatienceAfter(Heard heard, TimeFactor time) => heard.Ending == Ending.AskingForTime ? AfterThinking * time : PatienceAfter(heard, time);

    private static TimeSpan UsuallyAfter(Heard heard) => heard.Ending switch
    {
        Ending.Trailing => Base + AfterTrailing,
        Ending.Closed when heard.Said.Slots is { Action: true, Result: true } => WhenComplete,
        _ => Base,
    };

    public static Ending EndingOf(string said, Reading reading, Lexicon lexicon) =>
        reading.Words.Length == 0 ? Ending.Open
        : AsksForTime(said, reading, lexicon) ? Ending.AskingForTime
        : Trails(reading, lexicon) ? Ending.Trailing
        : reading.Words[^1].Is(WordClass.Function | WordClass.Subject | WordClass.I | WordClass.We | WordClass.Auxiliary) ? Ending.Open
        : Ending.Closed;

    private static bool AsksForTime(string said, Reading reading, Lexicon lexicon)
    {
        if (reading.Sentences.Count == 0)
        {
            return false;
        }

        var last = said[reading.Text.StartOf(reading.Words[reading.Sentences[^1].First].Start)..];
        return MetaIntents.Of(Reading.Of(last, lexicon), lexicon) == MetaIntent.Think;
    }

    private static bool Trails(Reading reading, Lexicon lexicon)
    {
        var words = reading.Words;
        var last = reading[words[^1]];
        return words[^1].Is(WordClass.Filler | WordClass.Connector) || last is "or" or "ou"
            || (lexicon.IsFrench && last is "que" && words.Length > 1 && reading[words[^2]] is "parce");
    }
}
