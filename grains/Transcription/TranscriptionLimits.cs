namespace JobInterview.Grains.Transcription;

/// <summary>How far transcription goes before it gives a recording up.</summary>
/// <param name="GiveUpAfter">From the answer on: an upload that was never finished, or an engine that never answers.</param>
/// <param name="MostBytes">Of a bigger recording only the sound is sent, where that is smaller.</param>
/// <param name="OneAttempt">How long the engine has for one recording.</param>
/// <param name="OneSound">How long taking the sound out of one may last.</param>
public sealed record TranscriptionLimits(TimeSpan GiveUpAfter, long MostBytes, TimeSpan OneAttempt, TimeSpan OneSound)
{
    public static TranscriptionLimits Default { get; } = new(TimeSpan.FromHours(24), 25 * 1024 * 1024, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
}
