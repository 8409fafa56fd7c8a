using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>What of a transcript has a time, where its single words have none.</summary>
public static class TimedText
{
    /// <summary>Its segments, else one stretch over the whole recording, else nothing; null where words have times.</summary>
    public static SpokenWord[]? Stretches(TranscriptFinalized transcript) =>
        transcript.Words.Length > 0 ? null
        : transcript.Segments is { Length: > 0 } segments ? [.. segments]
        : IsWhole(transcript) ? [new(0, transcript.Text.Length, 0, transcript.DurationMs!.Value)]
        : null;

    /// <summary>The captions of a transcript, as fine as its times are, with what the candidate corrected beside it, and another language than the interview's named.</summary>
    public static string Captions(TranscriptFinalized transcript, IReadOnlyList<Correction>? corrections = null, string language = "en")
    {
        var timed = Stretches(transcript) ?? [.. transcript.Words];
        CaptionNote[] notes = [.. CaptionNotes.OfLanguage(transcript, timed, language), .. CaptionNotes.OfCorrections(transcript.Text, timed, transcript.DurationMs, corrections ?? [], language)];
        return transcript is { Words.Length: 0, Segments: null or { Length: 0 } } && IsWhole(transcript) ? WebVtt.OfOne(transcript.Text, transcript.DurationMs!.Value, notes)
            : WebVtt.Of(transcript.Text, timed, notes);
    }

    private static bool IsWhole(TranscriptFinalized transcript) => transcript is { Text.Length: > 0, DurationMs: > 0 };
}
