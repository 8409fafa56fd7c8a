using Microsoft.Extensions.AI;

namespace JobInterview.Grains.Transcription;

/// <summary>Whether a program can write spoken answers down, and which.</summary>
public sealed class SpeechToText(IEnumerable<ISpeechToTextClient> clients, bool keepsFillers = false)
{
    /// <summary>The option that tells a client what kind of recording it gets.</summary>
    public const string ContentType = "contentType";

    public ISpeechToTextClient? Client { get; } = clients.FirstOrDefault();

    public bool IsConfigured => Client is not null;

    /// <summary>What may be kept of an answer: with the times of words where the client gives them, else of segments, else the text alone.</summary>
    internal Transcript? Keep(SpeechToTextResponse response, long? recordingMs)
    {
        var heard = response.RawRepresentation as HeardSpeech ?? new(response.Text, null, response.EndTime?.TotalSeconds, [], []);
        return Transcript.Of(heard, response.ModelId ?? Metadata?.DefaultModelId ?? "speech", keepsFillers, recordingMs);
    }

    private SpeechToTextClientMetadata? Metadata => Client?.GetService<SpeechToTextClientMetadata>();
}
