using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>Decides whether an answer is enough to look at; what does not pass is insufficient, never a low number.</summary>
internal static class AnswerGate
{
    private const int FewestWords = 25;
    private const int MostCountsOfAWord = 4;
    private const int EnoughForALanguage = 8;
    private const double OwnTelltales = 0.12;
    private const double MostEcho = 0.5;
    private const int EchoRun = 4;

    /// <summary>Why an answer is not rated, or null when it may be.</summary>
    public static Abstention? Refuses(Question question, IReadOnlyList<ReadTurn> turns, string language)
    {
        var lexicon = Lexicon.Of(language);
        var asked = Reading.Of(question.Text.In(language), lexicon);
        var words = turns.SelectMany(turn => Texts(turn.Reading)).ToList();
        return words.Count == 0 ? Abstention.NotAnswered
            : IsForeign(words, lexicon) ? Abstention.WrongLanguage
            : IsEcho(words, asked, lexicon) ? Abstention.QuestionEcho
            : OwnWords(turns, asked) < FewestWords ? Abstention.TooShort
            : WordSalad.Is(turns, lexicon) ? Abstention.NoVerifiedEvidence
            : null;
    }

    /// <summary>For each word whether it only repeats the question: part of four words in a row that stand there too.</summary>
    public static bool[] Echoes(Reading answer, Reading asked)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        var echoes = new bool[answer.Words.Length];
        foreach (var run in Runs(asked))
        {
            runs.Add(run);
        }

        var at = 0;
        foreach (var run in Runs(answer))
        {
            if (runs.Contains(run))
            {
                echoes.AsSpan(at, EchoRun).Fill(true);
            }

            at++;
        }

        return echoes;
    }

    private static IEnumerable<string> Runs(Reading reading)
    {
        var words = Texts(reading).ToList();
        for (var i = 0; i + EchoRun <= words.Count; i++)
        {
            yield return string.Join(' ', words.GetRange(i, EchoRun));
        }
    }

    private static IEnumerable<string> Texts(Reading reading)
    {
        for (var i = 0; i < reading.Words.Length; i++)
        {
            yield return reading[reading.Words[i]].ToString();
        }
    }

    private static bool IsForeign(List<string> words, Lexicon lexicon)
    {
        if (words.Count < EnoughForALanguage)
        {
            return false;
        }

        var own = words.Count(word => (lexicon.Classify(word) & WordClass.Telltale) != 0);
        var other = words.Count(word => (lexicon.Other.Classify(word) & WordClass.Telltale) != 0);
        return other > 2 * own || own < words.Count * OwnTelltales;
    }

    private static bool IsEcho(List<string> words, Reading asked, Lexicon lexicon)
    {
        var question = Texts(asked).ToHashSet(StringComparer.Ordinal);
        var content = words.Where(word => word.Length > 2 && (lexicon.Classify(word) & (WordClass.Function | WordClass.Subject | WordClass.Filler)) == 0).ToList();
        return content.Count > 2 && content.Count(question.Contains) > content.Count * MostEcho;
    }

    // A word said over and over is not more to go on.
    private static int OwnWords(IReadOnlyList<ReadTurn> turns, Reading asked)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reading in turns.Select(turn => turn.Reading))
        {
            var echoes = Echoes(reading, asked);
            for (var i = 0; i < reading.Words.Length; i++)
            {
                if (!echoes[i] && !reading.Words[i].IsJoined && !reading.Words[i].Is(WordClass.Filler))
                {
                    var word = reading[reading.Words[i]].ToString();
                    counts[word] = counts.GetValueOrDefault(word) + 1;
                }
            }
        }

        return counts.Values.Sum(count => Math.Min(count, MostCountsOfAWord));
    }
}
