using System.Collections.Immutable;

namespace JobInterview.Grains.Sessions;

/// <summary>What the candidate is asked before an interview: one choice per purpose, on a numbered version of the words.</summary>
public static class ConsentNotice
{
    /// <summary>Changes whenever the words or the purposes change; a choice always names the version it was made on.</summary>
    public const string Version = "2026-11-24";

    public const string Interview = "interview";
    public const string RecordAudio = "recording.audio";
    public const string RecordVideo = "recording.video";
    public const string Evaluate = "ai.evaluate";

    public static ImmutableArray<string> Purposes { get; } = [Interview, RecordAudio, RecordVideo, Evaluate];

    /// <summary>Only the interview itself is needed to take part.</summary>
    public static bool IsRequired(string purpose) => purpose == Interview;
}
