using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using JobInterview.Silo.Clustering.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace JobInterview.Silo.Tests.Clustering;

/// <summary>A socket that answers in capitals whoever gets through the cluster's TLS, and keeps what went over the wire.</summary>
internal sealed class TlsListener : IAsyncDisposable
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConnectionDelegate _answer;
    private readonly MemoryStream _wire = new();
    private readonly Task _serving;

    private TlsListener(MutualTls tls)
    {
        var lines = new ConnectionBuilder(Services);
        tls.Answer(lines);
        lines.Run(ShoutAsync);
        _answer = lines.Build();
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Whether anyone's words came through.</summary>
    public bool HasHeard { get; private set; }

    public byte[] Wire => _wire.ToArray();

    public static TlsListener Start(MutualTls tls) => new(tls);

    /// <summary>The answer to a caller that belongs to the cluster.</summary>
    public Task<string?> CallAsync(MutualTls tls) => CallAsync(async stream =>
    {
        string? answer = null;
        var lines = new ConnectionBuilder(Services);
        tls.Call(lines);
        lines.Run(async line => answer = await AskAsync(line.Transport.Input.AsStream(), line.Transport.Output.AsStream()));
        await lines.Build()(Over(stream));
        return answer;
    });

    /// <summary>The answer to any caller; none when the line was closed on it.</summary>
    public async Task<string?> CallAsync(Func<Stream, Task<string?>> speak)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync((IPEndPoint)_listener.LocalEndpoint);
        await using var stream = new Overheard(socket.GetStream(), _wire);
        return await speak(stream);
    }

    public static Task<string?> AskAsync(Stream line) => AskAsync(line, line);

    private static async Task<string?> AskAsync(Stream input, Stream output)
    {
        try
        {
            await output.WriteAsync("hello there"u8.ToArray());
            await output.FlushAsync();
            var answer = new byte[5];
            await input.ReadExactlyAsync(answer);
            return Encoding.ASCII.GetString(answer);
        }
        catch (Exception closed) when (closed is IOException or AuthenticationException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        await _wire.DisposeAsync();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var caller = await _listener.AcceptTcpClientAsync();
                await using var stream = caller.GetStream();
                await _answer(Over(stream));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // the test has ended
        }
    }

    private async Task ShoutAsync(ConnectionContext line)
    {
        HasHeard = true;
        var said = await line.Transport.Input.ReadAtLeastAsync(5);
        await line.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(said.Buffer).ToUpperInvariant()));
    }

    private static DefaultConnectionContext Over(Stream stream) => new("line") { Transport = new Ends(PipeReader.Create(stream), PipeWriter.Create(stream)) };

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
