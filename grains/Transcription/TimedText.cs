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

    /// <summary>The captions of a transcript, as fine as its times are.</summary>
    public static string Captions(TranscriptFinalized transcript) =>
        transcript is { Words.Length: 0, Segments: null or { Length: 0 } } && IsWhole(transcript) ? WebVtt.OfOne(transcript.Text, transcript.DurationMs!.Value)
        : WebVtt.Of(transcript.Text, Stretches(transcript) ?? [.. transcript.Words]);

    private static bool IsWhole(TranscriptFinalized transcript) => transcript is { Text.Length: > 0, DurationMs: > 0 };
}
