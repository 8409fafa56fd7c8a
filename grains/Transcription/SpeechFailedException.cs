namespace JobInterview.Grains.Transcription;

/// <summary>The engine gave no transcript. It carries no word of the recording and none of the engine's answer.</summary>
/// <param name="cause">A word for the record.</param>
/// <param name="isFinal">Whether asking again for the same recording is useless.</param>
public sealed class SpeechFailedException(string cause, bool isFinal) : Exception("The speech engine gave no transcript.")
{
    public string Cause { get; } = cause;

    public bool IsFinal { get; } = isFinal;
}
