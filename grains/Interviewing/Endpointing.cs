using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>How long a silence may last before a speaking candidate is asked whether they have finished; it never cuts anyone off.</summary>
public static class Endpointing
{
    public static readonly TimeSpan Base = TimeSpan.FromSeconds(1.5);

    /// <summary>When action and result are told and the clause is closed.</summary>
    public static readonly TimeSpan WhenComplete = TimeSpan.FromSeconds(0.9);

    /// <summary>More, after a word that promises more.</summary>
    public static readonly TimeSpan AfterTrailing = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan AfterThinking = TimeSpan.FromSeconds(45);

    private const double MostAccommodation = 10;

    /// <summary>The patience after what was said so far.</summary>
    /// <param name="said">The words so far, as far as they are known.</param>
    /// <param name="language">The session's language.</param>
    /// <param name="isThinking">Whether think time was asked for by a button.</param>
    /// <param name="accommodation">A factor of at least 1 for who needs more time.</param>
    public static TimeSpan PatienceAfter(string said, string language, bool isThinking = false, double accommodation = 1)
    {
        var lexicon = Lexicon.Of(language);
        var reading = Reading.Of(said, lexicon);
        var patience = isThinking || AsksForTime(said, reading, lexicon) ? AfterThinking
            : Trails(reading, lexicon) ? Base + AfterTrailing
            : IsComplete(reading, lexicon) ? WhenComplete
            : Base;
        return patience * (accommodation is >= 1 and <= MostAccommodation ? accommodation : 1);
    }

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
        if (words.Length == 0)
        {
            return false;
        }

        var last = reading[words[^1]];
        return words[^1].Is(WordClass.Filler | WordClass.Connector) || last is "or" or "ou"
            || (lexicon.IsFrench && last is "que" && words.Length > 1 && reading[words[^2]] is "parce");
    }

    private static bool IsComplete(Reading reading, Lexicon lexicon)
    {
        var words = reading.Words;
        var told = StarSlots.Of([reading], lexicon);
        return told is { Action: true, Result: true } && !words[^1].Is(WordClass.Function | WordClass.Subject | WordClass.I | WordClass.We | WordClass.Auxiliary);
    }
}
