using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Recordings.Containers;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>Seekable copies of recordings, each a part under the recording's own key and beside its other parts: whatever destroys the recording destroys the copy.
/// Its name begins with a hash of the manifest and one of its own bytes and is bound into every seal, so a copy plays for what it was made of and for nothing else.</summary>
internal sealed class PlaybackCopies(
    IBlobStore blobs, KeyVault vault, RecordingShelf shelf, Remuxer remuxer, IOptions<PlaybackOptions> options, TimeProvider clock) : IDisposable
{
    private const string Prefix = "playback-";
    private const int Limit = 500;
    private const int RandomLength = 12;

    /// <summary>As long as a link: who began to play the one thing is not given the other half-way.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<TenantKey, DateTimeOffset> _asTheyAre = new();
    private readonly ConcurrentDictionary<TenantKey, BlobName> _known = new();

    /// <summary>Whether a blob can be made again from others of its owner.</summary>
    public static bool IsCopy(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The copy, made now where there is none and can be one; null when the recording is played as it is.</summary>
    public async Task<(Stream Stream, string Name)?> OpenAsync(RecordingListing recording, RecordingStream uploaded, CancellationToken cancel) =>
        await FindOrMakeAsync(recording, uploaded, cancel) is { } copy
            ? (new MendedStream(copy.Stream, () => MendAsync(recording, copy.Name, cancel)), copy.Name)
            : null;

    public void Dispose() => _turn.Dispose();

    private async Task<(RecordingStream Stream, string Name)?> FindOrMakeAsync(RecordingListing recording, RecordingStream uploaded, CancellationToken cancel)
    {
        if (recording is not { State: RecordingState.Complete, DurationMs: { } duration } || uploaded.Length > options.Value.MaxBytes || IsPlayedAsItIs(recording.Key))
        {
            return null;
        }

        if (await FindAsync(recording.Key, uploaded, cancel) is { } found)
        {
            return found;
        }

        if (!await remuxer.IsThereAsync())
        {
            return null;
        }

        if (!(await Mp4.LookAsync(new(uploaded, cancel))).IsFragmented)
        {
            return PlayAsItIs(recording.Key, DateTimeOffset.MaxValue);
        }

        if (!await _turn.WaitAsync(Patience, cancel))
        {
            return PlayAsItIs(recording.Key, clock.GetUtcNow() + Rest);
        }

        try
        {
            return await FindAsync(recording.Key, uploaded, cancel)
                ?? await MakeAsync(recording.Key, uploaded, duration, cancel)
                ?? PlayAsItIs(recording.Key, clock.GetUtcNow() + Rest);
        }
        finally
        {
            _turn.Release();
        }
    }

    // The broken one is deleted by now. Its reader goes on in the new one where that holds the same bytes, as its name tells.
    private async Task<RecordingStream?> MendAsync(RecordingListing recording, string broken, CancellationToken cancel)
    {
        await using var uploaded = await shelf.OpenAsync(recording.Key, cancel);
        if (await FindOrMakeAsync(recording, uploaded, cancel) is not { } anew)
        {
            return null;
        }

        if (anew.Name[..^RandomLength] == broken[..^RandomLength])
        {
            return anew.Stream;
        }

        await anew.Stream.DisposeAsync();
        return null;
    }

    private async Task<(RecordingStream Stream, string Name)?> FindAsync(TenantKey recording, RecordingStream uploaded, CancellationToken cancel)
    {
        var prefix = PrefixOf(uploaded.Parts);
        if (_known.TryGetValue(recording, out var known) && known.Name.StartsWith(prefix, StringComparison.Ordinal) && await ProveAsync(known, uploaded, cancel) is { } still)
        {
            return Open(known, still, uploaded);
        }

        _known.TryRemove(recording, out _);
        foreach (var name in (await blobs.ListAsync(new(recording), cancel)).Where(name => name.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (await ProveAsync(name, uploaded, cancel) is { } part)
            {
                Keep(_known, recording, name);
                return Open(name, part, uploaded);
            }
        }

        return null;
    }

    private async Task<(RecordingStream Stream, string Name)?> MakeAsync(TenantKey recording, RecordingStream uploaded, long duration, CancellationToken cancel)
    {
        await using var copy = await remuxer.CopyAsync(uploaded, duration, cancel);
        if (copy is null)
        {
            return null;
        }

        // Halves of a process that was killed, and copies of another manifest. One that another process writes right now is lost to it, and it finds this one.
        foreach (var old in (await blobs.ListAsync(new(recording), cancel)).Where(name => IsCopy(name.Name)))
        {
            await blobs.DeleteAsync(old, cancel);
        }

        var bytes = Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancel))[..32];
        copy.Position = 0;
        var blob = new BlobName(new(recording), $"{PrefixOf(uploaded.Parts)}{bytes}-{RandomId.Format(RandomId.New())[..RandomLength]}");
        try
        {
            var part = await SealAsync(blob, copy, uploaded, cancel);
            await using var still = await shelf.OpenAsync(recording, cancel);    // destroyed meanwhile: its folder was emptied before this came into it
            Keep(_known, recording, blob);
            return Open(blob, part, uploaded);
        }
        catch (BlobsFullException)
        {
            await blobs.DeleteAsync(blob, CancellationToken.None);
            return null;
        }
        catch
        {
            await blobs.DeleteAsync(blob, CancellationToken.None);
            throw;
        }
    }

    private async Task<RecordingPart> SealAsync(BlobName blob, Stream copy, RecordingStream uploaded, CancellationToken cancel)
    {
        var key = await vault.OpenAsync(blob.Owner.Key.Tenant, uploaded.KeyId, cancel);
        var format = PartFormat.New(AddressOf(blob, uploaded), key, 0, isProvisional: false);
        await using var part = await PartWriter.CreateAsync(blobs, blob, format, copy.Length, cancel);
        var buffer = new byte[PartFormat.SegmentSize];
        try
        {
            while (await copy.ReadAsync(buffer, cancel) is > 0 and var read)
            {
                await part.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            return await part.CompleteAsync(0);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    // Segments are written in order, so an authentic last one says that all are there. A half is no alarm: a process was killed.
    private async Task<RecordingPart?> ProveAsync(BlobName name, RecordingStream uploaded, CancellationToken cancel)
    {
        await using var blob = await blobs.OpenAsync(name, cancel);
        if (blob is null || PartFormat.LengthOf(blob.Length) is not { } length)
        {
            return null;
        }

        var header = new byte[PartFormat.HeaderSize];
        await blob.ReadAsync(header, 0, cancel);
        using var format = PartFormat.Read(AddressOf(name, uploaded), await vault.OpenAsync(name.Owner.Key.Tenant, uploaded.KeyId, cancel), header);
        var last = PartFormat.SegmentsOf(length) - 1;
        var segment = new byte[blob.Length - PartFormat.PlaceOf(last)];
        await blob.ReadAsync(segment, PartFormat.PlaceOf(last), cancel);
        var isWhole = format is { Offset: 0, IsProvisional: false } && format.TryOpen(segment.AsSpan(..^PartFormat.TagSize), segment.AsSpan(^PartFormat.TagSize..), last, isLast: true);
        CryptographicOperations.ZeroMemory(segment);
        return isWhole ? new(name.Name, 0, length, blob.Length, []) : null;
    }

    // A copy that does not hold is gone after its alarm, and made anew; the recording itself is as it was.
    private (RecordingStream Stream, string Name) Open(BlobName name, RecordingPart part, RecordingStream uploaded) =>
        (uploaded.Of(part, () => blobs.DeleteAsync(name, CancellationToken.None)), name.Name);

    private static PartAddress AddressOf(BlobName name, RecordingStream uploaded) => new(name.Owner.Key, uploaded.Session, name.Name);

    private static string PrefixOf(ImmutableArray<RecordingPart> manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> place = stackalloc byte[16];
        foreach (var part in manifest)
        {
            BinaryPrimitives.WriteInt64BigEndian(place, part.Offset);
            BinaryPrimitives.WriteInt64BigEndian(place[8..], part.Length);
            hash.AppendData(place);
            hash.AppendData(part.Sha256);
        }

        return $"{Prefix}{Convert.ToHexStringLower(hash.GetHashAndReset())[..32]}-";
    }

    private bool IsPlayedAsItIs(TenantKey recording) => _asTheyAre.TryGetValue(recording, out var until) && clock.GetUtcNow() < until;

    private (RecordingStream Stream, string Name)? PlayAsItIs(TenantKey recording, DateTimeOffset until)
    {
        Keep(_asTheyAre, recording, until);
        return null;
    }

    private static void Keep<T>(ConcurrentDictionary<TenantKey, T> memory, TenantKey recording, T what)
    {
        if (memory.Count >= Limit)
        {
            memory.Clear();
        }

        memory[recording] = what;
    }
}
