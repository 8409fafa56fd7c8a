using System.Collections.Concurrent;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Recordings.Containers;
using JobInterview.Tenants;

namespace JobInterview.Silo.Recordings;

/// <summary>Recordings as players want them: with a duration and places to seek to, made while they are served, so that there is no second copy to destroy.</summary>
public interface IPlayback
{
    /// <summary>A seekable stream; the uploaded bytes themselves where there is nothing to add.</summary>
    Task<Stream> OpenAsync(RecordingListing recording, CancellationToken cancel = default);
}

internal sealed class Playback(IRecordings recordings) : IPlayback
{
    private const int Limit = 500;
    private readonly ConcurrentDictionary<TenantKey, (byte[] Head, long From)?> _heads = new();

    public async Task<Stream> OpenAsync(RecordingListing recording, CancellationToken cancel = default)
    {
        var stream = await recordings.OpenAsync(recording.Key, cancel);
        try
        {
            if (!MediaType.TryParse(recording.ContentType, out var media) || media.Container != MediaContainer.WebM)
            {
                return stream;
            }

            if (!_heads.TryGetValue(recording.Key, out var head))
            {
                head = await HeadAsync(stream, cancel);
                Keep(recording.Key, head);
            }

            stream.Position = 0;
            return head is { } made ? new HeadedStream(made.Head, stream, made.From) : stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task<(byte[] Head, long From)?> HeadAsync(Stream stream, CancellationToken cancel)
    {
        var index = new WebMIndex();
        try
        {
            await WebM.ReadAsync(new(stream, cancel), index);
        }
        catch (EndOfStreamException)
        {
            return null;                                      // damaged: it is played as it is, as far as it goes
        }

        return index.IsNeeded ? (await index.HeadAsync(stream, stream.Length - index.BodyFrom, cancel), index.BodyFrom) : null;
    }

    // A head holds times and places, no sample; still it goes when many others come.
    private void Keep(TenantKey recording, (byte[] Head, long From)? head)
    {
        if (_heads.Count >= Limit)
        {
            _heads.Clear();
        }

        _heads[recording] = head;
    }
}
