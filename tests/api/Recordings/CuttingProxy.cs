using System.Net;
using System.Net.Sockets;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>A line that goes dead, without a word, after some megabytes, again and again.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Random _random = new(7);
    private readonly int _target;
    private readonly Task _accepting;

    public CuttingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public int Cuts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(CarryAsync(await _listener.AcceptSocketAsync(_ended.Token), _random.Next(1 << 20, 12 << 20)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(Socket client, int until)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _ended.Token);
            await Task.WhenAny(PumpAsync(client, server, until), PumpAsync(server, client, int.MaxValue));
        }
        catch (Exception dead) when (dead is SocketException or OperationCanceledException)
        {
            // the server is away: the client sees a dead line
        }

        client.Close(0);                                      // a reset, not a goodbye
    }

    private async Task PumpAsync(Socket from, Socket to, int until)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; until > 0 && (read = await from.ReceiveAsync(buffer, _ended.Token)) > 0; until -= read)
            {
                for (var sent = 0; sent < read; sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _ended.Token))
                {
                    // all of it
                }
            }

            Cuts += until <= 0 ? 1 : 0;
        }
        catch (Exception dead) when (dead is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // the other side ended
        }
    }
}
