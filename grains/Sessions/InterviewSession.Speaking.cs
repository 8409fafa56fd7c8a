using JobInterview.Grains.Transcription;

namespace JobInterview.Grains.Sessions;

/// <summary>Spoken answers: their words arrive later, at any time, and hold up nothing.</summary>
internal sealed partial record InterviewSession
{
    /// <summary>A transcript of an answer that waits for one; a second one changes nothing.</summary>
    public Decision Hear(long turn, Transcript transcript) =>
        AwaitedTranscripts.Contains(turn) ? Decision.Of(transcript.Finalized(turn)) : Decision.Nothing;

    /// <summary>There will be none.</summary>
    public Decision GiveUpTranscript(long turn, string cause) =>
        AwaitedTranscripts.Contains(turn) ? Decision.Of(new TranscriptUnavailable(turn, cause)) : Decision.Nothing;
}
