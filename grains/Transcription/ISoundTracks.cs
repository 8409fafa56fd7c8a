namespace JobInterview.Grains.Transcription;

/// <summary>Makes the sound of a recording small, where a program is there that can.</summary>
public interface ISoundTracks
{
    /// <summary>The sound alone, of at most <paramref name="most"/> bytes and on the recording's own time; null where nothing can make it.
    /// Throws <see cref="SpeechFailedException"/> when this recording gives none.</summary>
    Task<SoundTrack?> TakeAsync(Stream recording, string contentType, long most, CancellationToken cancel);
}

/// <summary>Sound as it is sent to an engine.</summary>
public sealed record SoundTrack(Stream Stream, string ContentType) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
