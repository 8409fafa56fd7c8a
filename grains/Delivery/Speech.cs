namespace JobInterview.Grains.Delivery;

/// <summary>What can be counted in one answer.</summary>
/// <param name="Words">Lexical words: hesitations are none.</param>
/// <param name="SpanMs">From the first word's start to the last word's end.</param>
/// <param name="Gaps">Silences between words of at least 250 ms.</param>
/// <param name="Fillers">Hesitations.</param>
/// <param name="Phrases">Phrases that fill.</param>
internal sealed record Speech(int Words, int SpanMs, IReadOnlyList<int> Gaps, int Fillers, int Phrases)
{
    public const int ShortestPauseMs = 250;

    public static Speech Of(SpokenAnswer answer, string language)
    {
        var spoken = answer.Words.Where(word => word.Start >= 0 && word.Length > 0 && word.Start + word.Length <= answer.Text.Length && word.StartMs <= word.EndMs).ToList();
        if (spoken.Count == 0)
        {
            return new(0, 0, [], 0, 0);
        }

        var texts = spoken.Select(word => answer.Text.Substring(word.Start, word.Length)).ToList();
        var fillers = texts.Count(text => Delivery.Fillers.Is(text, language));
        var phrases = texts.Where((text, i) => Delivery.Fillers.Opens(text, i + 1 < texts.Count ? texts[i + 1] : "", language)).Count();
        return new(spoken.Count - fillers, spoken.Max(word => word.EndMs) - spoken[0].StartMs, Silences(spoken), fillers, phrases);
    }

    // Engines let words overlap: a silence begins where the last of them has ended.
    private static List<int> Silences(List<Sessions.SpokenWord> spoken)
    {
        var gaps = new List<int>();
        var end = spoken[0].EndMs;
        foreach (var word in spoken)
        {
            if (word.StartMs - end is var gap and >= ShortestPauseMs)
            {
                gaps.Add(gap);
            }

            end = Math.Max(end, word.EndMs);
        }

        return gaps;
    }
}
