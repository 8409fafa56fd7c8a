using System.Globalization;
using System.Net.Sockets;
using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>Lines to a process that begin something large and never end it, more and more of them.</summary>
internal sealed class Hoard(ProductProcess product, Candidate candidate) : IDisposable
{
    private const int Weight = 250_000;                           // just below what a body may have
    private readonly List<Socket> _lines = [];
    private readonly byte[] _beginning = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $$"""
        POST /api/v1/room/turns HTTP/1.1
        Host: localhost:{{product.Port}}
        Authorization: Bearer {{candidate.Token}}
        Content-Type: application/json
        Content-Length: {{Weight}}

        {"text":"{{new string('a', Weight - 1000)}}
        """).ReplaceLineEndings("\r\n"));

    public int Lines => _lines.Count;

    /// <summary>One line more, taken or not.</summary>
    public async Task GrowAsync()
    {
        var line = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _lines.Add(line);
        try
        {
            await line.ConnectAsync("127.0.0.1", product.Port);
            for (var sent = 0; sent < _beginning.Length;)
            {
                sent += await line.SendAsync(_beginning.AsMemory(sent));
            }
        }
        catch (SocketException)
        {
            // not taken, or no further than this
        }
    }

    public void Dispose() => _lines.ForEach(line => line.Dispose());
}
