using System.Collections.Concurrent;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Recordings.Containers;
using JobInterview.Silo.Recordings.Remux;
using JobInterview.Tenants;

namespace JobInterview.Silo.Recordings;

/// <summary>Recordings as players want them, with a duration and places to seek to: WebM by a head that is made while it is served, fragmented MP4 by a sealed copy.</summary>
public interface IPlayback
{
    /// <summary>A seekable stream; of the uploaded bytes themselves where there is nothing to add. Throws <see cref="RecordingGoneException"/> as <see cref="IRecordings.OpenAsync"/> does.</summary>
    Task<PlayedRecording> OpenAsync(RecordingListing recording, CancellationToken cancel = default);
}

/// <summary>What a player gets.</summary>
/// <param name="Version">Which bytes these are: never the same for others of this recording.</param>
public sealed record PlayedRecording(Stream Stream, string Version);

internal sealed class Playback(RecordingShelf recordings, PlaybackCopies copies) : IPlayback
{
    private const string AsItIs = "p";
    private const int Limit = 500;
    private readonly ConcurrentDictionary<TenantKey, (byte[] Head, long From)?> _heads = new();

    public async Task<PlayedRecording> OpenAsync(RecordingListing recording, CancellationToken cancel = default)
    {
        var stream = await recordings.OpenAsync(recording.Key, cancel);
        try
        {
            if (MediaType.TryParse(recording.ContentType, out var media) && media.Container == MediaContainer.WebM)
            {
                return new(await WithHeadAsync(recording, stream, cancel), AsItIs);
            }

            if (media?.Container == MediaContainer.Mp4 && await copies.OpenAsync(recording, stream, cancel) is { } copy)
            {
                await stream.DisposeAsync();
                return new(copy.Stream, copy.Name);
            }

            stream.Position = 0;
            return new(stream, AsItIs);
        }
        catch (KeyGoneException)
        {
            await stream.DisposeAsync();
            throw new RecordingGoneException();
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task<Stream> WithHeadAsync(RecordingListing recording, Stream stream, CancellationToken cancel)
    {
        if (!_heads.TryGetValue(recording.Key, out var head))
        {
            head = await HeadAsync(stream, cancel);
            Keep(recording.Key, head);
        }

        stream.Position = 0;
        return head is { } made ? new HeadedStream(made.Head, stream, made.From) : stream;
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
