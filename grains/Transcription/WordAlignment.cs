using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>Finds the words of an engine, which have no punctuation, in its text, which has. A word that is not found has no place and is left out.</summary>
internal static class WordAlignment
{
    private const int Reach = 200;
    private const int MostWords = 20_000;

    /// <summary>The words in the order of the text, with times that never run backwards.</summary>
    public static SpokenWord[] Align(string text, IReadOnlyList<HeardWord> words)
    {
        var placed = new List<SpokenWord>(Math.Min(words.Count, MostWords));
        var (at, since) = (0, 0);
        foreach (var word in words)
        {
            var bare = Bare(word.Word);
            if (bare.Length == 0 || placed.Count == MostWords
                || TranscriptText.Milliseconds(word.Start) is not { } start || TranscriptText.Milliseconds(word.End) is not { } end || end < start)
            {
                continue;
            }

            var found = text.AsSpan(at, Math.Min(text.Length - at, Reach + bare.Length)).IndexOf(bare, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                continue;
            }

            start = Math.Max(start, since);
            placed.Add(new(at + found, bare.Length, start, Math.Max(start, end)));
            (at, since) = (at + found + bare.Length, start);
        }

        return [.. placed];
    }

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
