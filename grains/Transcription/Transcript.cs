using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>A transcript that can be kept: clean text, words that stand in it, times that go forward.</summary>
[GenerateSerializer, Immutable, Alias("transcript")]
internal sealed record Transcript(
    [property: Id(0)] string Language, [property: Id(1)] string Engine, [property: Id(2)] string Text, [property: Id(3)] SpokenWord[] Words,
    [property: Id(4)] double? Confidence, [property: Id(5)] int? DurationMs, [property: Id(6)] bool KeepsFillers)
{
    /// <summary>Longer ones are no transcript of an answer.</summary>
    public const int MostText = 100_000;
    private const int LongestName = 64;

    /// <summary>What was heard, checked; null when it is no transcript at all.</summary>
    public static Transcript? Of(HeardSpeech heard, string engine, bool keepsFillers)
    {
        if (heard.Text.Length > MostText)
        {
            return null;
        }

        var text = TranscriptText.Clean(heard.Text);
        return new(
            TranscriptText.Language(heard.Language), TranscriptText.Name(engine, LongestName), text, WordAlignment.Align(text, heard.Words),
            TranscriptConfidence.Of(heard), TranscriptText.Milliseconds(heard.Seconds), keepsFillers);
    }

    public TranscriptFinalized Finalized(long turn) => new(turn, 1, Language, Engine, Text, [.. Words], Confidence)
    {
        DurationMs = DurationMs,
        KeepsFillers = KeepsFillers ? true : null,
    };
}
