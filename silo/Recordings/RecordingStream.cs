using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Silo.Recordings;

/// <summary>The bytes of a recording: seekable, one open segment in memory, nothing opened that is not read.</summary>
/// <param name="whenBroken">What is done, alarm aside, when a seal does not hold.</param>
internal sealed class RecordingStream(
    IBlobStore blobs, KeyVault vault, Sealer sealer, TenantKey recording, Guid session, Guid keyId, ImmutableArray<RecordingPart> parts,
    Func<Task> whenBroken) : Stream
{
    private readonly byte[] _segment = ArrayPool<byte>.Shared.Rent(PartFormat.SealedSegmentSize);
    private PartReader? _reader;
    private int _part = -1;
    private long _from;
    private int _plain;
    private long _position;
    private bool _isClosed;

    public ImmutableArray<RecordingPart> Parts => parts;

    public Guid Session => session;

    public Guid KeyId => keyId;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = parts.IsEmpty ? 0 : parts[^1].Offset + parts[^1].Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (buffer.IsEmpty || _position >= Length)
        {
            return 0;
        }

        if (_position < _from || _position >= _from + _plain)
        {
            try
            {
                await OpenAsync(cancellationToken);
            }
            catch (SealBrokenException)
            {
                await whenBroken();
                throw;
            }
        }

        var at = (int)(_position - _from);
        var taken = Math.Min(buffer.Length, _plain - at);
        _segment.AsMemory(at, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    /// <summary>Other bytes of the same recording, under the same key.</summary>
    public RecordingStream Of(RecordingPart other, Func<Task> brokenAsync) => new(blobs, vault, sealer, recording, session, keyId, [other], brokenAsync);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (End() is { } reader)
        {
            await reader.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && End() is { } reader)
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private PartReader? End()
    {
        if (_isClosed)
        {
            return null;
        }

        _isClosed = true;
        CryptographicOperations.ZeroMemory(_segment);
        ArrayPool<byte>.Shared.Return(_segment);
        return _reader;
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        _plain = 0;                                           // what follows may fail half-way: nothing stale is handed out then
        var index = PartAt(_position);
        var part = parts[index];
        // The key is asked for each time: it is held for half a minute, and one that was destroyed meanwhile ends the reading.
        var key = await vault.OpenAsync(recording.Tenant, keyId, cancel);
        if (index != _part)
        {
            if (_reader is not null)
            {
                await _reader.DisposeAsync();
            }

            (_reader, _part) = (null, -1);
            _reader = await PartReader.OpenAsync(blobs, new(recording, session, part.Name), part, key, sealer, cancel);
            _part = index;
        }

        var segment = (int)((_position - part.Offset) / PartFormat.SegmentSize);
        var plain = await _reader!.ReadAsync(segment, _segment, cancel);
        (_from, _plain) = (part.Offset + ((long)segment * PartFormat.SegmentSize), plain);
    }

    private int PartAt(long position)
    {
        var (low, high) = (0, parts.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = parts[middle].Offset <= position ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
