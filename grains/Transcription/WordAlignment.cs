using System.Globalization;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>Finds the words of an engine, which have no punctuation, in its text, which has. A word that is not found has no place and is left out.</summary>
internal static class WordAlignment
{
    private const int Reach = 200;
    private const int MostWords = 20_000;

    /// <summary>The words in the order of the text, with times that never run backwards nor beyond the recording's end, where that is known: of an engine that puts most of
    /// them behind it none is believed.</summary>
    public static SpokenWord[] Align(string text, IReadOnlyList<HeardWord> words, int? recordingMs)
    {
        if (words.Count(word => TranscriptText.Milliseconds(word.Start) >= recordingMs) > words.Count / 2)
        {
            return [];
        }

        var placed = new List<SpokenWord>(Math.Min(words.Count, MostWords));
        var (at, since) = (0, 0);
        foreach (var word in words)
        {
            var bare = Bare(word.Word);
            if (bare.Length == 0 || placed.Count == MostWords || TranscriptText.Within(recordingMs, word.Start, word.End) is not var (start, end))
            {
                continue;
            }

            if (Find(text, bare, at, Reach + bare.Length) is not { } found)
            {
                continue;
            }

            start = Math.Max(start, since);
            placed.Add(new(found, bare.Length, start, Math.Max(start, end)));
            (at, since) = (found + bare.Length, start);
        }

        return [.. placed];
    }

    /// <summary>Where something said stands next in the text, as whole words: an "a" is not found in "that".</summary>
    public static int? Find(string text, ReadOnlySpan<char> said, int from, int reach)
    {
        for (var end = from + Math.Min(text.Length - from, reach); from < end; from++)
        {
            var found = text.AsSpan(from, end - from).IndexOf(said, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return null;
            }

            from += found;
            if (!IsInside(text, from) && !IsInside(text, from + said.Length))
            {
                return from;
            }
        }

        return null;
    }

    private static bool IsInside(string text, int at) => at > 0 && at < text.Length && IsOfWord(text[at - 1]) && IsOfWord(text[at]);

    private static bool IsOfWord(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static ReadOnlySpan<char> Bare(string word)
    {
        var (first, end) = (0, word.Length);
        while (first < end && !char.IsLetterOrDigit(word[first]))
        {
            first++;
        }

        while (end > first && !char.IsLetterOrDigit(word[end - 1]))
        {
            end--;
        }

        return word.AsSpan(first, end - first);
    }
}
