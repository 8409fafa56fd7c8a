using System.Net;
using System.Net.Sockets;

namespace JobInterview.Chaos.Tests;

/// <summary>A member's way to the database, a socket of its own, which can be slow or carry nothing.</summary>
internal sealed class DatabaseLine : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly IPEndPoint _database;
    private readonly Task _serving;
    private volatile TaskCompletionSource _rest = Opened();
    private volatile TaskCompletionSource _membership = Opened();

    public DatabaseLine(string folder, IPEndPoint database)
    {
        (Folder, _database) = (Directory.CreateDirectory(folder).FullName, database);
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(Folder, ".s.PGSQL.5432")));
        _listener.Listen();
        _serving = ServeAsync();
    }

    // Who opens a line says its name.
    private static ReadOnlySpan<byte> MembershipName => "jobinterview-orleans"u8;

    /// <summary>What a connection string calls the host.</summary>
    public string Folder { get; }

    /// <summary>How long each question is on its way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>From now on nothing arrives at either end, and the lines stay open.</summary>
    public void Cut()
    {
        CutMembership();
        _rest = Closed();
    }

    /// <summary>From now on the member does not learn who of the others lives, and nobody of it; all else arrives.</summary>
    public void CutMembership() => _membership = Closed();

    /// <summary>What was held back arrives.</summary>
    public void Mend()
    {
        _membership.TrySetResult();
        _rest.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private static TaskCompletionSource Closed() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Opened()
    {
        var open = Closed();
        open.SetResult();
        return open;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // the test has ended
        }
    }

    private async Task CarryAsync(Socket member)
    {
        using var database = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (member)
        {
            try
            {
                await database.ConnectAsync(_database);
                var isMembership = false;
                Func<ReadOnlyMemory<byte>, Task> gate = block => ((isMembership |= block.Span.IndexOf(MembershipName) >= 0) ? _membership : _rest).Task;
                await Task.WhenAny(CarryAsync(member, database, gate, () => Delay), CarryAsync(database, member, gate, () => TimeSpan.Zero));
            }
            catch (SocketException)
            {
                // the database is not there
            }
        }
    }

    private static async Task CarryAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, Task> gate, Func<TimeSpan> delay)
    {
        var block = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(block) is > 0 and var length)
            {
                await gate(block.AsMemory(0, length));
                if (delay() is var onTheWay && onTheWay > TimeSpan.Zero)
                {
                    using var way = new PeriodicTimer(onTheWay);      // how far the database is away
                    await way.WaitForNextTickAsync();
                }

                for (var sent = 0; sent < length;)
                {
                    sent += await to.SendAsync(block.AsMemory(sent, length - sent));
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // one end has gone
        }
    }
}
