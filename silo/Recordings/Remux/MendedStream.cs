using JobInterview.Silo.Keys;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>A copy that is made anew under its reader where a seal of it does not hold, once: a copy is no recording, and its damage costs nobody a byte.</summary>
internal sealed class MendedStream(RecordingStream copy, Func<Task<RecordingStream?>> mendAsync) : Stream
{
    private RecordingStream _copy = copy;
    private bool _isMended;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _copy.Length;

    public override long Position
    {
        get => _copy.Position;
        set => _copy.Position = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _copy.ReadAsync(buffer, cancellationToken);
        }
        catch (SealBrokenException) when (!_isMended)
        {
            if (await mendAsync() is not { } anew)
            {
                throw;
            }

            anew.Position = _copy.Position;
            await _copy.DisposeAsync();
            (_copy, _isMended) = (anew, true);
            return await _copy.ReadAsync(buffer, cancellationToken);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => _copy.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _copy.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _copy.Dispose();
        }

        base.Dispose(disposing);
    }
}
