using System.Runtime.InteropServices;

namespace JobInterview.Grains.Interviewing.Text;

/// <summary>A word of an answer: its place in the folded text, what it can do, and the clause it stands in.</summary>
/// <param name="IsJoined">It follows an apostrophe, so that people count it with the word before.</param>
internal readonly record struct Word(int Start, int End, WordClass Class, int Clause, bool IsJoined)
{
    public bool Is(WordClass any) => (Class & any) != 0;
}

/// <summary>A run of words that ends where a sentence ends.</summary>
internal readonly record struct Sentence(int First, int End, bool IsQuestion)
{
    public int Words => End - First;
}

/// <summary>An answer, read once: its words and its sentences.</summary>
internal sealed class Reading
{
    private readonly List<Word> _words;
    private readonly List<Sentence> _sentences;

    private Reading(NormalText text, List<Word> words, List<Sentence> sentences)
    {
        Text = text;
        _words = words;
        _sentences = sentences;
    }

    public NormalText Text { get; }

    public ReadOnlySpan<Word> Words => CollectionsMarshal.AsSpan(_words);

    public IReadOnlyList<Sentence> Sentences => _sentences;

    public static Reading Of(string text, Lexicon lexicon)
    {
        var folded = NormalText.Folded(text);
        var reader = new SentenceReader(folded, lexicon);
        reader.Read();
        return new(folded, reader.Words, reader.Sentences);
    }

    public ReadOnlySpan<char> this[Word word] => Text.Value[word.Start..word.End];

    /// <summary>Words as people count them: "j'ai" is one, hesitations are none.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in Words)
            {
                count += word.IsJoined || word.Is(WordClass.Filler) ? 0 : 1;
            }

            return count;
        }
    }
}
