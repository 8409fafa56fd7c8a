using System.Collections.Frozen;

namespace JobInterview.Grains.Interviewing.Text;

/// <summary>What the words of one language can do. Lists are written folded: lower case, no accents, apostrophes as spaces.</summary>
internal abstract class Lexicon
{
    private static readonly Lexicon English = new EnglishLexicon();
    private static readonly Lexicon French = new FrenchLexicon();

    private readonly FrozenDictionary<string, WordClass>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly FrozenDictionary<string, Cue[]>.AlternateLookup<ReadOnlySpan<char>> _cues;

    protected Lexicon(IEnumerable<(WordClass Class, string Words)> words, IEnumerable<(WordClass Class, string[] Phrases)> phrases)
    {
        _words = words.SelectMany(list => list.Words.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).Select(word => (word, list.Class)))
            .Concat(phrases.SelectMany(list => list.Phrases.Select(phrase => (phrase.Split(' ')[0], WordClass.OpensPhrase))))
            .GroupBy(entry => entry.Item1, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Aggregate(WordClass.None, (all, entry) => all | entry.Item2), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _cues = phrases.SelectMany(list => list.Phrases.Select(phrase => (Parts: phrase.Split(' '), list.Class)))
            .GroupBy(entry => entry.Parts[0], StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Select(entry => new Cue(entry.Parts[1..], entry.Class)).ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The lexicon of a language tag; English where there is none of its own.</summary>
    public static Lexicon Of(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : English;

    /// <summary>The other language that an answer might be in.</summary>
    public Lexicon Other => ReferenceEquals(this, French) ? English : French;

    public bool IsFrench => ReferenceEquals(this, French);

    /// <summary>What a folded word can do.</summary>
    public WordClass Classify(ReadOnlySpan<char> word) =>
        _words.TryGetValue(word, out var known) ? known
        : char.IsAsciiDigit(word[0]) ? WordClass.Number | (IsYear(word) ? WordClass.Anchor : WordClass.None)
        : Guess(word);

    /// <summary>What the phrases that begin at a word add to it.</summary>
    public WordClass PhrasesAt(ReadOnlySpan<char> text, ReadOnlySpan<Word> words)
    {
        var found = WordClass.None;
        if (_cues.TryGetValue(text[words[0].Start..words[0].End], out var cues))
        {
            foreach (var cue in cues)
            {
                found |= cue.Follows(text, words[1..]) ? cue.Class : WordClass.None;
            }
        }

        return found;
    }

    /// <summary>What the ending says of a word that is in no list.</summary>
    protected abstract WordClass Guess(ReadOnlySpan<char> word);

    private static bool IsYear(ReadOnlySpan<char> word) => word.Length == 4 && word is ['1', '9', ..] or ['2', '0', ..];

    private sealed record Cue(string[] Rest, WordClass Class)
    {
        public bool Follows(ReadOnlySpan<char> text, ReadOnlySpan<Word> words)
        {
            if (Rest.Length > words.Length)
            {
                return false;
            }

            for (var i = 0; i < Rest.Length; i++)
            {
                if (!text[words[i].Start..words[i].End].SequenceEqual(Rest[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
