using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>A transcript that can be kept: clean text, words that stand in it, times that go forward.</summary>
[GenerateSerializer, Immutable, Alias("transcript")]
internal sealed record Transcript(
    [property: Id(0)] string Language, [property: Id(1)] string Engine, [property: Id(2)] string Text, [property: Id(3)] SpokenWord[] Words,
    [property: Id(4)] double? Confidence, [property: Id(5)] int? DurationMs, [property: Id(6)] bool KeepsFillers)
{
    /// <summary>Whole stretches of speech, where the engine gave no times to words.</summary>
    [Id(7)] public SpokenWord[] Segments { get; init; } = [];

    /// <summary>Longer ones are no transcript of an answer.</summary>
    public const int MostText = 100_000;
    private const int LongestName = 64;

    /// <summary>What was heard, checked; null when it is no transcript at all.</summary>
    /// <param name="recordingMs">How long the recording is by its own container; the engine's word counts only where that says nothing.</param>
    public static Transcript? Of(HeardSpeech heard, string engine, bool keepsFillers, long? recordingMs = null)
    {
        if (heard.Text.Length > MostText)
        {
            return null;
        }

        var text = TranscriptText.Clean(heard.Text);
        var length = LengthOf(recordingMs / 1_000.0) ?? LengthOf(heard.Seconds);
        var words = WordAlignment.Align(text, heard.Words, length);
        return new(
            SpokenLanguage.Code(heard.Language), TranscriptText.Name(engine, LongestName), text, words,
            TranscriptConfidence.Of(heard), length, keepsFillers)
        {
            Segments = words.Length == 0 ? SegmentAlignment.Align(text, heard.Segments, length) : [],
        };
    }

    // No recording of speech lasts no time: who says so does not know.
    private static int? LengthOf(double? seconds) => TranscriptText.Milliseconds(seconds) is > 0 and var ms ? ms : null;

    public TranscriptFinalized Finalized(long turn) => new(turn, 1, Language, Engine, Text, [.. Words], Confidence)
    {
        DurationMs = DurationMs,
        Segments = Segments.Length > 0 ? [.. Segments] : null,
        KeepsFillers = KeepsFillers ? true : null,
    };
}
