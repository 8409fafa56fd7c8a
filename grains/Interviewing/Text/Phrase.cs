using System.Text.RegularExpressions;

namespace JobInterview.Grains.Interviewing.Text;

/// <summary>Words in a row to look for: <c>listen*</c> takes any ending, <c>(him|her|)</c> any of its alternatives, also none.</summary>
internal sealed partial class Phrase
{
    private const int MostAlternatives = 64;
    private readonly (string Text, bool IsStem)[] _parts;

    private Phrase((string Text, bool IsStem)[] parts) => _parts = parts;

    public int Length => _parts.Length;

    /// <summary>How it begins: where a word begins otherwise, it can not stand.</summary>
    public int Opening => PhraseIndex.Opening(_parts[0].Text);

    /// <summary>The plain phrases that a written one stands for.</summary>
    public static IEnumerable<Phrase> Parse(string written, int most = MostAlternatives) =>
        Expand(written).Take(most)
            .Select(plain => Words().Matches(NormalText.Folded(plain).Value.ToString()).Select(word => Part(word.Value)).ToArray())
            .Where(parts => parts.Length > 0)
            .Select(parts => new Phrase(parts));

    /// <summary>Whether it stands at a word of an answer and ends before <paramref name="end"/>.</summary>
    public bool IsAt(Reading reading, int index, int end)
    {
        if (index + _parts.Length > end)
        {
            return false;
        }

        for (var i = 0; i < _parts.Length; i++)
        {
            var word = reading[reading.Words[index + i]];
            if (!(_parts[i].IsStem ? word.StartsWith(_parts[i].Text, StringComparison.Ordinal) : word.SequenceEqual(_parts[i].Text)))
            {
                return false;
            }
        }

        return true;
    }

    private static (string, bool) Part(string word) => word[^1] == '*' ? (word.TrimEnd('*'), true) : (word, false);

    private static IEnumerable<string> Expand(string written)
    {
        var open = written.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : written.IndexOf(')', open);
        return close < 0
            ? [written.Replace('(', ' ')]
            : written[(open + 1)..close].Split('|').SelectMany(choice => Expand(written[..open] + choice + written[(close + 1)..]));
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}]+\*?", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
