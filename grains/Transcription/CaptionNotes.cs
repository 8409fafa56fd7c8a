using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>What is known of the words that were heard, as captions beside them: whoever only listens is told too.</summary>
internal static class CaptionNotes
{
    private const int ShortestMs = 2_000;

    /// <summary>What the candidate corrected.</summary>
    public static IEnumerable<CaptionNote> OfCorrections(string text, IReadOnlyList<SpokenWord> timed, int? recordingMs, IEnumerable<Correction> corrections, string language) =>
        timed.Count == 0 ? [] : corrections.Select(correction => Of(text, timed, recordingMs, correction, language));

    private static CaptionNote Of(string text, IReadOnlyList<SpokenWord> timed, int? recordingMs, Correction correction, string language)
    {
        var end = correction.Start + correction.Length;
        var said = timed.Where(word => word.Start < end && word.Start + word.Length > correction.Start).DefaultIfEmpty(timed.LastOrDefault(word => word.Start <= correction.Start) ?? timed[0]).ToList();
        var last = Math.Max(recordingMs ?? 0, timed.Max(word => word.EndMs));
        var from = Math.Max(0, Math.Min(At(said[0], correction.Start), last - 1));
        return new(from, Math.Max(from + 1, Math.Min(last, Math.Clamp(At(said[^1], end), from + ShortestMs, from + WebVtt.MostMs))), Words(text, correction, IsFrench(language)));
    }

    /// <summary>That the words were heard in another language than the interview's, beside the first of them; nothing where they were not.</summary>
    public static IEnumerable<CaptionNote> OfLanguage(TranscriptFinalized transcript, IReadOnlyList<SpokenWord> timed, string language) =>
        timed.Count == 0 || !SpokenLanguage.IsOther(transcript.Language, language) ? []
        : [new(timed[0].StartMs, Math.Max(timed[0].StartMs + 1, Math.Min(timed[0].StartMs + ShortestMs, timed.Max(word => word.EndMs))),
            IsFrench(language) ? $"[dans une autre langue : {transcript.Language}]" : $"[in another language: {transcript.Language}]")];

    // Within a long stretch of speech the share of its letters tells about when.
    private static int At(SpokenWord said, int place) =>
        said.StartMs + (int)((long)(said.EndMs - said.StartMs) * Math.Clamp(place - said.Start, 0, said.Length) / said.Length);

    private static string Words(string text, Correction correction, bool isFrench) => (correction.Text.Length > 0, isFrench) switch
    {
        (true, false) => $"[corrected by the candidate: {correction.Text}]",
        (true, true) => $"[corrigé par le candidat : {correction.Text}]",
        (false, false) => $"[struck out by the candidate: {text.Substring(correction.Start, correction.Length)}]",
        (false, true) => $"[retiré par le candidat : {text.Substring(correction.Start, correction.Length)}]",
    };

    private static bool IsFrench(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A caption beside what is said, on a time of its own.</summary>
public readonly record struct CaptionNote(int StartMs, int EndMs, string Text);
