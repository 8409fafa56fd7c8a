using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Sessions;

/// <summary>Part of what was said, as a page shows it: in a quote or not, and when it was said where that is known.</summary>
public sealed record SpokenPiece(string Text, int? Quote, Sentence? Said);

/// <summary>A sentence of a transcript: where it stands in the text, and from when to when it was said.</summary>
public sealed record Sentence(int Start, int End, int StartMs, int EndMs);

/// <summary>Cuts a turn's text at its quotes and its sentences; nothing is lost and nothing overlaps.</summary>
public static class SpokenText
{
    private const int PauseMs = 1_200;

    /// <summary>Sentences by the words' own times: a full stop ends one, and so does a long pause.</summary>
    public static ImmutableArray<Sentence> Sentences(string text, IReadOnlyList<SpokenWord>? words)
    {
        if (words is null or { Count: 0 } || words.Any(word => word.Start < 0 || word.Length <= 0 || word.Start + word.Length > text.Length))
        {
            return [];
        }

        var sentences = ImmutableArray.CreateBuilder<Sentence>();
        var first = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var until = i + 1 < words.Count ? words[i + 1].Start : text.Length;
            if (i + 1 == words.Count || Ends(text.AsSpan(words[i].Start, Math.Max(until - words[i].Start, 0))) || words[i + 1].StartMs - words[i].EndMs > PauseMs)
            {
                sentences.Add(new(words[first].Start, Math.Max(TrimmedEnd(text, until), words[first].Start), words[first].StartMs, words[i].EndMs));
                first = i + 1;
            }
        }

        return sentences.ToImmutable();
    }

    /// <summary>What of a turn can be pointed at: its sentences, or all of it where nothing has a time.</summary>
    public static ImmutableArray<Sentence> Passages(TranscriptTurn turn) =>
        Sentences(turn.Text, turn.Timed) is { IsEmpty: false } sentences ? sentences : turn.Text.Length > 0 ? [new(0, turn.Text.Length, 0, 0)] : [];

    /// <summary>The text in pieces. Overlapping quotes: the earlier one is marked, the later keeps its link to the turn.</summary>
    public static IEnumerable<SpokenPiece> Pieces(string text, ImmutableArray<Sentence> sentences, IEnumerable<(int Number, Evidence Evidence)> quotes)
    {
        var at = 0;
        foreach (var (number, evidence) in quotes.OrderBy(quote => quote.Evidence.Start))
        {
            if (evidence.Start < at || evidence.Start + evidence.Length > text.Length)
            {
                continue;
            }

            foreach (var piece in Between(text, at, evidence.Start, null, sentences))
            {
                yield return piece;
            }

            at = evidence.Start + evidence.Length;
            foreach (var piece in Between(text, evidence.Start, at, number, sentences))
            {
                yield return piece;
            }
        }

        foreach (var piece in Between(text, at, text.Length, null, sentences))
        {
            yield return piece;
        }
    }

    private static IEnumerable<SpokenPiece> Between(string text, int from, int to, int? quote, ImmutableArray<Sentence> sentences)
    {
        foreach (var sentence in sentences.Where(sentence => sentence.End > from && sentence.Start < to))
        {
            var (start, end) = (Math.Max(sentence.Start, from), Math.Min(sentence.End, to));
            if (start > from)
            {
                yield return new(text[from..start], quote, null);
            }

            yield return new(text[start..end], quote, sentence);
            from = end;
        }

        if (to > from)
        {
            yield return new(text[from..to], quote, null);
        }
    }

    private static bool Ends(ReadOnlySpan<char> word) => word.TrimEnd().TrimEnd("\"'»”’)").EndsWith(['.']) || word.TrimEnd().IndexOfAny("?!…") >= 0;

    private static int TrimmedEnd(string text, int until) => text.AsSpan(0, until).TrimEnd().Length;
}
