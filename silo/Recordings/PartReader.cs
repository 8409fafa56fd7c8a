using System.Security.Cryptography;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;

namespace JobInterview.Silo.Recordings;

/// <summary>Opens single segments of a part; a part that is shorter or longer than the manifest says is not opened at all.</summary>
internal sealed class PartReader : IAsyncDisposable
{
    private const string What = "recording";
    private readonly PartFormat _format;
    private readonly IBlobReader _blob;
    private readonly Sealer _sealer;
    private readonly long _length;

    private PartReader(PartFormat format, IBlobReader blob, Sealer sealer, long length) => (_format, _blob, _sealer, _length) = (format, blob, sealer, length);

    public static async Task<PartReader> OpenAsync(
        IBlobStore blobs, PartAddress address, RecordingPart part, DataKey key, Sealer sealer, CancellationToken cancel)
    {
        var blob = await blobs.OpenAsync(new(new(address.Recording), part.Name), cancel) ?? throw sealer.Broken(What);
        var header = new byte[PartFormat.HeaderSize];
        await blob.ReadAsync(header, 0, cancel);
        if (blob.Length == part.SealedLength && PartFormat.Read(address, key, header) is { } format)
        {
            if (format.Offset == part.Offset)
            {
                return new(format, blob, sealer, part.Length);
            }

            format.Dispose();
        }

        await blob.DisposeAsync();
        throw sealer.Broken(What);
    }

    /// <summary>Opens a segment into a buffer of <see cref="PartFormat.SealedSegmentSize"/>; answers how many plain bytes it has.</summary>
    public async ValueTask<int> ReadAsync(int segment, Memory<byte> buffer, CancellationToken cancel)
    {
        var isLast = segment == PartFormat.SegmentsOf(_length) - 1;
        var plain = isLast ? (int)(_length - ((long)segment * PartFormat.SegmentSize)) : PartFormat.SegmentSize;
        var whole = buffer[..(plain + PartFormat.TagSize)];
        var read = await _blob.ReadAsync(whole, PartFormat.PlaceOf(segment), cancel);
        if (read == whole.Length && _format.TryOpen(whole.Span[..plain], whole.Span[plain..], segment, isLast))
        {
            return plain;
        }

        CryptographicOperations.ZeroMemory(whole.Span);
        throw _sealer.Broken(What);
    }

    public async ValueTask DisposeAsync()
    {
        _format.Dispose();
        await _blob.DisposeAsync();
    }
}
