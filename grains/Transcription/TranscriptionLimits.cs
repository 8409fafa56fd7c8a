namespace JobInterview.Grains.Transcription;

/// <summary>How far transcription goes before it gives a recording up.</summary>
/// <param name="GiveUpAfter">From the answer on: an upload that was never finished, or an engine that never answers.</param>
/// <param name="MostBytes">A bigger recording is not sent.</param>
/// <param name="OneAttempt">How long the engine has for one recording.</param>
public sealed record TranscriptionLimits(TimeSpan GiveUpAfter, long MostBytes, TimeSpan OneAttempt)
{
    public static TranscriptionLimits Default { get; } = new(TimeSpan.FromHours(24), 25 * 1024 * 1024, TimeSpan.FromMinutes(2));
}
