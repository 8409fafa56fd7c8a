using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>The words to show for a hit: its sentence; with a neighbour when it is very short, its clause when it is very long.</summary>
internal static class Quotation
{
    public static Evidence? Of(GroupHit hit)
    {
        var turn = hit.Sentence.Turn;
        var sentences = turn.Reading.Sentences;
        var (index, sentence) = (hit.Sentence.Index, hit.Sentence.Sentence);
        return Quote(turn, sentence.First, sentence.End)
            ?? (index > 0 ? Quote(turn, sentences[index - 1].First, sentence.End) : null)
            ?? (index + 1 < sentences.Count ? Quote(turn, sentence.First, sentences[index + 1].End) : null)
            ?? Clause(turn, sentence, hit.Word);
    }

    private static Evidence? Clause(ReadTurn turn, Sentence sentence, int word)
    {
        var words = turn.Reading.Words;
        var (first, end) = (word, word + 1);
        while (first > sentence.First && words[first - 1].Clause == words[word].Clause)
        {
            first--;
        }

        while (end < sentence.End && words[end].Clause == words[word].Clause)
        {
            end++;
        }

        return Quote(turn, first, end);
    }

    private static Evidence? Quote(ReadTurn turn, int first, int end)
    {
        var reading = turn.Reading;
        var start = reading.Text.StartOf(reading.Words[first].Start);
        var stop = reading.Text.EndOf(reading.Words[end - 1].End - 1);
        while (stop < turn.Turn.Text.Length && turn.Turn.Text[stop] is '.' or '!' or '?' or '…')
        {
            stop++;
        }

        return QuoteCheck.At(turn, start, stop - start);
    }
}
