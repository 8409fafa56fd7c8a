using System.Runtime.InteropServices;

namespace JobInterview.Grains.Interviewing.Text;

/// <summary>Cuts folded text into words, clauses and sentences in one pass.</summary>
internal sealed class SentenceReader(NormalText text, Lexicon lexicon)
{
    private const int LongSentence = 32;
    private const int ShortestPart = 8;
    private int _sentenceStart;
    private int _clause;

    public List<Word> Words { get; } = new(text.Value.Length / 5 + 4);

    public List<Sentence> Sentences { get; } = new(text.Value.Length / 60 + 2);

    public void Read()
    {
        var value = text.Value;
        for (var i = 0; i < value.Length;)
        {
            if (char.IsLetterOrDigit(value[i]) || char.IsSurrogate(value[i]))
            {
                i = ReadWord(value, i);
            }
            else
            {
                ReadMark(value, i++);
            }
        }

        EndSentence(isQuestion: false);
        AddPhrases(value);
    }

    private void AddPhrases(ReadOnlySpan<char> value)
    {
        var words = CollectionsMarshal.AsSpan(Words);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Is(WordClass.OpensPhrase))
            {
                words[i] = words[i] with { Class = words[i].Class | lexicon.PhrasesAt(value, words[i..]) };
            }
        }
    }

    private int ReadWord(ReadOnlySpan<char> value, int start)
    {
        var end = start + 1;
        while (end < value.Length && (char.IsLetterOrDigit(value[end]) || char.IsSurrogate(value[end])))
        {
            end++;
        }

        var kind = lexicon.Classify(value[start..end]);
        if ((kind & WordClass.Connector) != 0)
        {
            _clause++;
        }

        var joined = start > 0 && value[start - 1] == '\'' && Words.Count > 0 && Words[^1].End == start - 1;
        Words.Add(new(start, end, kind, _clause, joined));
        return end;
    }

    private void ReadMark(ReadOnlySpan<char> value, int at)
    {
        switch (value[at])
        {
            case '?' or '!':
                EndSentence(value[at] == '?');
                break;
            case '.' when EndsSentence(value, at):
                EndSentence(isQuestion: false);
                break;
            case '\n' when EndsLine(value, at):
                EndSentence(isQuestion: false);
                break;
            case ',' or ';' or ':' or '(' or ')' or '"':
            case '-' when at > 0 && value[at - 1] == ' ':
                _clause++;
                break;
        }
    }

    private bool EndsSentence(ReadOnlySpan<char> value, int at)
    {
        if (at + 1 < value.Length && char.IsLetterOrDigit(value[at + 1]))
        {
            // "end.Then" is a forgotten space, "example.com" and "3.5" are one thing.
            return char.IsUpper(text.Original[text.StartOf(at + 1)]) && Words.Count > 0 && Words[^1].End - Words[^1].Start > 1;
        }

        if (Words.Count == 0 || Words[^1].End != at)
        {
            return true;
        }

        var last = value[Words[^1].Start..at];
        var isAbbreviation = (last.Length == 1 && last[0] != 'i' && !char.IsDigit(last[0])) || last is "mr" or "mrs" or "dr" or "mme" or "mlle" or "approx";
        return !isAbbreviation;
    }

    // A text wrapped by hand goes on in the next line; a list or a new paragraph does not.
    private bool EndsLine(ReadOnlySpan<char> value, int at)
    {
        var next = at + 1;
        while (next < value.Length && value[next] == ' ')
        {
            next++;
        }

        return next >= value.Length || !char.IsLetter(value[next]) || char.IsUpper(text.Original[text.StartOf(next)]);
    }

    private void EndSentence(bool isQuestion)
    {
        _clause++;
        if (Words.Count == _sentenceStart)
        {
            return;
        }

        Split(_sentenceStart, Words.Count, isQuestion);
        _sentenceStart = Words.Count;
    }

    // Speech arrives without full stops: a very long sentence is cut before a connector, so that its clauses can stand for themselves.
    private void Split(int first, int end, bool isQuestion)
    {
        var start = first;
        if (end - first > LongSentence)
        {
            for (var i = first + ShortestPart; i < end - ShortestPart; i++)
            {
                if (i - start >= ShortestPart && Words[i].Is(WordClass.Connector))
                {
                    Sentences.Add(new(start, i, isQuestion));
                    start = i;
                }
            }
        }

        Sentences.Add(new(start, end, isQuestion));
    }
}
