using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>Whether words are claimed to have happened: in a real sentence, neither denied, asked nor imagined.</summary>
internal static class Assertion
{
    private const int NegationWindow = 3;
    private const int HypotheticalWindow = 4;
    private const double LeastGrammar = 0.25;

    private const WordClass Verb =
        WordClass.PastAction | WordClass.PastState | WordClass.Present | WordClass.StoryPresent | WordClass.Auxiliary | WordClass.Hypothetical;

    private const WordClass Grammar = WordClass.Function | WordClass.I | WordClass.We | WordClass.Subject | WordClass.Between;

    /// <summary>Whether a run of words is a sentence with a subject and a verb, not a list of keywords.</summary>
    public static bool IsSentence(Reading reading, Sentence sentence)
    {
        var (hasSubject, hasVerb, grammar) = (false, false, 0);
        foreach (var word in reading.Words[sentence.First..sentence.End])
        {
            hasSubject |= word.Is(WordClass.I | WordClass.We | WordClass.Subject);
            hasVerb |= word.Is(Verb);
            grammar += word.Is(Grammar) ? 1 : 0;
        }

        return hasSubject && hasVerb && grammar >= sentence.Words * LeastGrammar;
    }

    /// <summary>Whether the words from <paramref name="first"/> on are asserted; what would be done counts only where that was asked.</summary>
    public static bool IsAsserted(Reading reading, Sentence sentence, int first, int length, bool allowHypothetical) =>
        !sentence.IsQuestion && !IsDenied(reading, sentence, first) && (allowHypothetical || !IsImagined(reading, sentence, first, length));

    private static bool IsDenied(Reading reading, Sentence sentence, int first)
    {
        var words = reading.Words;
        for (var i = first - 1; i >= sentence.First && i >= first - NegationWindow && words[i].Clause == words[first].Clause; i--)
        {
            if (words[i].Is(WordClass.Negator) && !(i + 1 < words.Length && reading[words[i + 1]] is "only" or "just" or "seulement" or "uniquement"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsImagined(Reading reading, Sentence sentence, int first, int length)
    {
        var words = reading.Words;
        for (var i = first; i < first + length; i++)
        {
            if (words[i].Is(WordClass.Hypothetical))
            {
                return true;
            }
        }

        for (var i = first - 1; i >= sentence.First && i >= first - HypotheticalWindow && words[i].Clause == words[first].Clause; i--)
        {
            if (words[i].Is(WordClass.Hypothetical) && i > sentence.First && words[i - 1].Is(WordClass.I | WordClass.We))
            {
                return true;
            }
        }

        return false;
    }
}
