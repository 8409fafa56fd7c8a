using System.Buffers.Binary;

namespace JobInterview.Silo.Recordings.Containers;

/// <summary>Walks through a container: reads a little, skips much, and never past the end.</summary>
internal sealed class MediaCursor(Stream stream, CancellationToken cancel)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _at;
    private int _filled;

    public long Length { get; } = stream.Length;

    public long Position { get; private set; }

    public bool IsAtEnd => Position >= Length;

    public long Left => Length - Position;

    public async ValueTask<byte> ByteAsync()
    {
        if (_at == _filled)
        {
            await FillAsync();
        }

        Position++;
        return _buffer[_at++];
    }

    public async ValueTask<ulong> BigEndianAsync(int bytes)
    {
        var value = 0UL;
        for (var i = 0; i < bytes; i++)
        {
            value = (value << 8) | await ByteAsync();
        }

        return value;
    }

    public async ValueTask<uint> LittleEndian32Async() => BinaryPrimitives.ReverseEndianness((uint)await BigEndianAsync(4));

    public async ValueTask<byte[]> BytesAsync(long count)
    {
        if (count > Left || count < 0)
        {
            throw new EndOfStreamException();
        }

        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            bytes[i] = await ByteAsync();
        }

        return bytes;
    }

    public void Skip(ulong count)
    {
        if (count > (ulong)Left)
        {
            throw new EndOfStreamException();
        }

        var inBuffer = (ulong)(_filled - _at);
        Position += (long)count;
        if (count <= inBuffer)
        {
            _at += (int)count;
            return;
        }

        stream.Position = Position;
        _at = _filled = 0;
    }

    private async ValueTask FillAsync()
    {
        stream.Position = Position;
        _at = 0;
        _filled = await stream.ReadAsync(_buffer, cancel);
        if (_filled == 0)
        {
            throw new EndOfStreamException();
        }
    }
}
