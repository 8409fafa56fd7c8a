using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace JobInterview.Benchmarks;

/// <summary>One open event stream of a room, which counts the answers that come along and looks at nothing else.</summary>
internal sealed class FollowerLine : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Socket _socket;
    private int _kept;
    private int _answers;

    private FollowerLine(Socket socket) => _socket = socket;

    private static ReadOnlySpan<byte> Answer => "event: turn.committed\n"u8;

    public static async Task<FollowerLine> OpenAsync(IPEndPoint server, string token)
    {
        var line = new FollowerLine(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        await line._socket.ConnectAsync(server);
        await line._socket.SendAsync(Request.Get("/api/v1/room/events", token));
        await line.ReadAsync();
        return line;
    }

    /// <summary>When so many answers had come.</summary>
    public async Task<long> ReachAsync(int answers)
    {
        while (_answers < answers)
        {
            await ReadAsync();
        }

        return Stopwatch.GetTimestamp();
    }

    public void Dispose() => _socket.Dispose();

    // What may be the beginning of the next answer's line is kept for the next read.
    private async Task ReadAsync()
    {
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_kept));
        if (read == 0)
        {
            throw new IOException("The server ended a stream.");
        }

        var all = _kept + read;
        _answers += _buffer.AsSpan(0, all).Count(Answer);
        var tail = Math.Min(all, Answer.Length - 1);
        _buffer.AsSpan(all - tail, tail).CopyTo(_buffer);
        _kept = tail;
    }
}
