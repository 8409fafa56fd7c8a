using System.Net;
using System.Net.Sockets;

namespace JobInterview.Benchmarks;

/// <summary>One connection of HTTP/1.1 that costs next to nothing: a request as bytes, the status of its answer.</summary>
internal sealed class LoadLine(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[16 * 1024];

    public static async Task<LoadLine> OpenAsync(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        return new(socket);
    }

    /// <summary>Sends a request and reads its whole answer.</summary>
    public async Task<int> AskAsync(byte[] request)
    {
        await socket.SendAsync(request);
        return await StatusAsync();
    }

    public void Dispose() => socket.Dispose();

    private async Task<int> StatusAsync()
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            if (IsWhole(_buffer.AsSpan(0, length)))
            {
                return ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0');
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var lengthAt = answer[..head].IndexOf("Content-Length: "u8);
        if (lengthAt < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8) && answer.Length > head + 4;
        }

        var digits = answer[(lengthAt + 16)..head];
        var lineEnd = digits.IndexOf((byte)'\r');
        return int.TryParse(lineEnd < 0 ? digits : digits[..lineEnd], out var body) && answer.Length >= head + 4 + body;
    }
}
