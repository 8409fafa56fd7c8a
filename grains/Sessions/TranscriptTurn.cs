using System.Text.Json.Serialization;

namespace JobInterview.Grains.Sessions;

/// <summary>One thing said, as the transcript gives it. Offsets count UTF-16 units of <see cref="Text"/>.</summary>
public sealed record TranscriptTurn(long Seq, Speaker Speaker, string Text, DateTimeOffset At, string QuestionId, Channel Channel)
{
    /// <summary>What was recorded, for a spoken answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Guid? RecordingId { get; init; }

    /// <summary>Where the words of a spoken answer stand; null for a written one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public TranscriptState? TranscriptState { get; init; }

    /// <summary>Why there is no transcript, in the word of the record: <c>recording-too-large</c>, <c>engine-400</c> and the like.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? TranscriptCause { get; init; }

    /// <summary>The language that was heard, by its code; the engine's own word for one that we do not know.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? SpokenLanguage { get; init; }

    /// <summary>True where that is not the interview's language: the text is kept, and no scorer reads it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public bool? InAnotherLanguage { get; init; }

    /// <summary>When each word was said, in milliseconds from the start of the recording.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public SpokenWord[]? Words { get; init; }

    /// <summary>When stretches of speech were said, where the times of single words are not known; one over all where only the recording's length is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public SpokenWord[]? Segments { get; init; }

    /// <summary>What can be followed while the recording plays: words, else stretches of speech.</summary>
    [JsonIgnore] public IReadOnlyList<SpokenWord> Timed => Words is { Length: > 0 } words ? words : Segments ?? [];

    /// <summary>How sure the engine is of what it heard, 0 to 1; it says nothing of the answer or the person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? Confidence { get; init; }

    /// <summary>What the candidate says was heard wrongly, beside the original.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Correction[]? Corrections { get; init; }

    /// <summary>What the candidate typed with a spoken answer, where <see cref="Text"/> is the transcript.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Summary { get; init; }

    /// <summary>A transcript that came after scoring: what was scored and quoted stays the text, this stands beside it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? LateTranscript { get; init; }

    internal TranscriptTurn Heard(TranscriptFinalized transcript, bool isScored, string language)
    {
        var heard = this with
        {
            TranscriptState = Sessions.TranscriptState.Final,
            SpokenLanguage = transcript.Language,
            Confidence = transcript.Confidence,
            InAnotherLanguage = Transcription.SpokenLanguage.IsOther(transcript.Language, language) ? true : null,
        };
        return isScored && Text.Length > 0
            ? heard with { LateTranscript = transcript.Text }
            : heard with { Text = transcript.Text, Summary = Text.Length > 0 ? Text : null, Words = [.. transcript.Words], Segments = Transcription.TimedText.Stretches(transcript) };
    }

    internal TranscriptTurn Corrected(long seq, TranscriptCorrected correction) => this with
    {
        Corrections = [.. Corrections ?? [], new(seq, correction.Start, correction.Length, correction.Text, correction.Reason)],
    };
}

public enum Speaker { Interviewer, Candidate }

/// <summary>Where the words of a spoken answer stand.</summary>
public enum TranscriptState { Pending, Final, Unavailable, NotConfigured }

/// <summary>One word of a transcript: where it stands in the text, and when it was said.</summary>
[GenerateSerializer, Immutable, Alias("spoken-word")]
public sealed record SpokenWord([property: Id(0)] int Start, [property: Id(1)] int Length, [property: Id(2)] int StartMs, [property: Id(3)] int EndMs);

/// <summary>The candidate's word for a passage that was heard wrongly; the original stays as it is.</summary>
/// <param name="Seq">The session's own number of the correction.</param>
public sealed record Correction(
    long Seq, int Start, int Length, string Text, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason)
{
    /// <summary>Whether it changes a stretch of the text; what is put in at either end of it does not.</summary>
    public bool IsWithin(int start, int length) => Length == 0 ? start < Start && Start < start + length : Start < start + length && start < Start + Length;
}
