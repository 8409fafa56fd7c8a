using Microsoft.Extensions.AI;

namespace JobInterview.Grains.Transcription;

/// <summary>Whether a program can write spoken answers down, and which.</summary>
internal sealed class SpeechToText(IEnumerable<ISpeechToTextClient> clients)
{
    public ISpeechToTextClient? Client { get; } = clients.FirstOrDefault();

    public bool IsConfigured => Client is not null;
}
