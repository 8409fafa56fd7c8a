using System.Buffers;
using System.Security.Cryptography;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;

namespace JobInterview.Silo.Recordings;

/// <summary>Seals bytes into a new part as they arrive. A full segment waits until the next byte shows that it is not the last one.</summary>
internal sealed class PartWriter : IAsyncDisposable
{
    private const int SegmentsAtOnce = 4;
    private readonly PartFormat _format;
    private readonly IBlobWriter _blob;
    private readonly BlobName _name;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(SegmentsAtOnce * PartFormat.SealedSegmentSize);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _segment;
    private int _sealed;
    private int _plain;

    private PartWriter(PartFormat format, IBlobWriter blob, BlobName name) => (_format, _blob, _name) = (format, blob, name);

    /// <summary>Plain bytes taken so far.</summary>
    public long Length { get; private set; }

    public BlobName Name => _name;

    public static async Task<PartWriter> CreateAsync(IBlobStore blobs, BlobName name, PartFormat format, long atMost, CancellationToken cancel)
    {
        var blob = await blobs.CreateAsync(name, PartFormat.SealedLengthOf(atMost), cancel);
        await blob.WriteAsync(format.Header, cancel);
        return new(format, blob, name);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        _sha256.AppendData(bytes.Span);
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_plain == PartFormat.SegmentSize)
            {
                await EndSegmentAsync(isLast: false, cancel);
            }

            var taken = Math.Min(bytes.Length, PartFormat.SegmentSize - _plain);
            bytes.Span[..taken].CopyTo(_buffer.AsSpan(_sealed + _plain));
            _plain += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>Hands on what is sealed, for when nothing more is there to read: a killed process then loses less than one segment.</summary>
    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        if (_sealed > 0)
        {
            await _blob.WriteAsync(_buffer.AsMemory(0, _sealed), cancel);
            _buffer.AsSpan(_sealed, _plain).CopyTo(_buffer);
            _sealed = 0;
        }
    }

    /// <summary>Closes the part; when this returns it would survive a power cut.</summary>
    public async Task<RecordingPart> CompleteAsync(long offset)
    {
        await EndSegmentAsync(isLast: true, CancellationToken.None);
        await FlushAsync(CancellationToken.None);
        await _blob.CompleteAsync(CancellationToken.None);
        return new(_name.Name, offset, Length, PartFormat.SealedLengthOf(Length), _sha256.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        CryptographicOperations.ZeroMemory(_buffer);
        ArrayPool<byte>.Shared.Return(_buffer);
        _sha256.Dispose();
        _format.Dispose();
        await _blob.DisposeAsync();
    }

    private async ValueTask EndSegmentAsync(bool isLast, CancellationToken cancel)
    {
        _format.Seal(_buffer.AsSpan(_sealed, _plain), _buffer.AsSpan(_sealed + _plain, PartFormat.TagSize), _segment++, isLast);
        _sealed += _plain + PartFormat.TagSize;
        _plain = 0;
        if (_sealed == SegmentsAtOnce * PartFormat.SealedSegmentSize)
        {
            await FlushAsync(cancel);
        }
    }
}
