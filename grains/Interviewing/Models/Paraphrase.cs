using System.Collections.Frozen;
using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>Whether a model's wording may be spoken instead of the authored probe: one short neutral question that asks the same.</summary>
internal static class Paraphrase
{
    private const int MostWords = 30;
    private const double LeastLikeness = 0.6;

    private static readonly FrozenSet<string> Judgements =
        """
        great good excellent amazing wonderful impressive interesting perfect fantastic awesome nice brilliant lovely thanks thank sorry unfortunately well correct wrong right bad weak poor strong
        bravo super excellente parfait parfaite genial formidable impressionnant interessant merci bien bonne bon malheureusement dommage faux juste correct mauvais faible
        """.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool IsFaithful(string? wording, string authored, string language)
    {
        if (string.IsNullOrWhiteSpace(wording) || wording.Length > PlanShape.MostText || wording.Any(char.IsControl))
        {
            return false;
        }

        var lexicon = Lexicon.Of(language);
        var (said, meant) = (Words(wording, lexicon), Words(authored, lexicon));
        return said.Values.Sum() <= MostWords
            && wording.Count(c => c == '?') == 1 && wording.TrimEnd().EndsWith('?')
            && !said.Keys.Any(Judgements.Contains)
            && !QuestionLint.Check("", wording, language, kind: null).Any()
            && Likeness(said, meant) >= LeastLikeness;
    }

    private static Dictionary<string, int> Words(string text, Lexicon lexicon)
    {
        var reading = Reading.Of(text, lexicon);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in reading.Words)
        {
            var letters = reading[word].ToString();
            counts[letters] = counts.GetValueOrDefault(letters) + 1;
        }

        return counts;
    }

    private static double Likeness(Dictionary<string, int> one, Dictionary<string, int> other)
    {
        var common = one.Sum(word => word.Value * (double)other.GetValueOrDefault(word.Key));
        var size = Math.Sqrt(one.Values.Sum(count => (double)count * count) * other.Values.Sum(count => (double)count * count));
        return size == 0 ? 0 : common / size;
    }
}
