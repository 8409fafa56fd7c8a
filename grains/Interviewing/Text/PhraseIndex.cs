using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace JobInterview.Grains.Interviewing.Text;

/// <summary>Many phrases, found by how they begin.</summary>
internal sealed class PhraseIndex
{
    private const int MostRemembered = 20_000;

    // Plans come from storage again and again, their phrases hardly ever change.
    private static readonly ConcurrentDictionary<string, Phrase[]> Parsed = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<int, Phrase[]> _byOpening;

    public PhraseIndex(IEnumerable<Phrase> phrases) =>
        _byOpening = phrases.GroupBy(phrase => phrase.Opening).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public static PhraseIndex Of(IEnumerable<string> written) => new(written.SelectMany(Parse));

    /// <summary>The first two letters of a word.</summary>
    public static int Opening(ReadOnlySpan<char> word) => word[0] << 16 | (word.Length > 1 ? word[1] : 0);

    /// <summary>The phrases that may stand at a word.</summary>
    public ReadOnlySpan<Phrase> At(Reading reading, int index) =>
        _byOpening.TryGetValue(Opening(reading[reading.Words[index]]), out var phrases) ? phrases : [];

    private static Phrase[] Parse(string written)
    {
        if (Parsed.TryGetValue(written, out var known))
        {
            return known;
        }

        Phrase[] parsed = [.. Phrase.Parse(written)];
        return Parsed.Count < MostRemembered ? Parsed.GetOrAdd(written, parsed) : parsed;
    }
}
