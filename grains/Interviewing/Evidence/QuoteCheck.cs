using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>The one place where evidence is made: a quote is a verbatim part of the candidate's turn, or there is none (law 6).</summary>
internal static class QuoteCheck
{
    public const int FewestWords = 4;
    public const int MostCharacters = 400;

    /// <summary>Finds a quote that somebody else claims; it must stand there exactly once. The offsets are ours, never theirs.</summary>
    public static Evidence? Find(ReadTurn turn, string claimed)
    {
        var quote = NormalText.Canonical(claimed).Value.Trim(" \"'");
        if (quote.Length is 0 or > MostCharacters)
        {
            return null;
        }

        var said = NormalText.Canonical(turn.Turn.Text);
        var at = said.Value.IndexOf(quote, StringComparison.Ordinal);
        if (at < 0 || said.Value[(at + 1)..].IndexOf(quote, StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        var start = said.StartOf(at);
        return IsWhole(said.Value, at, quote.Length) ? At(turn, start, said.EndOf(at + quote.Length - 1) - start) : null;
    }

    /// <summary>Quotes a part of the original by its offsets.</summary>
    public static Evidence? At(ReadTurn turn, int start, int length)
    {
        var text = turn.Turn.Text;
        if (start < 0 || length is <= 0 or > MostCharacters || start > text.Length - length || turn.TouchesAddressed(start, length))
        {
            return null;
        }

        var quote = text.Substring(start, length);
        return Words(quote) >= FewestWords ? new(turn.Turn.Seq, start, length, quote) : null;
    }

    // "art" is not a quote from "party".
    private static bool IsWhole(ReadOnlySpan<char> said, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(said[at - 1]) || !char.IsLetterOrDigit(said[at]))
        && (at + length == said.Length || !char.IsLetterOrDigit(said[at + length]) || !char.IsLetterOrDigit(said[at + length - 1]));

    private static int Words(string quote)
    {
        var words = 0;
        var inside = false;
        foreach (var c in quote)
        {
            var isLetter = char.IsLetterOrDigit(c) || char.IsSurrogate(c) || (inside && c is '\'' or '’');
            words += isLetter && !inside ? 1 : 0;
            inside = isLetter || (inside && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark);
        }

        return words;
    }
}
