using JobInterview.Api.Tests.Identity;
using JobInterview.Silo.Tests.Storage;

[assembly: AssemblyFixture(typeof(PostgresOfThisRun))]

namespace JobInterview.Api.Tests.Identity;

/// <summary>One throw-away server for all tests that need one, started by the first.</summary>
public sealed class PostgresOfThisRun : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.StartAsync());

    public Task<PostgresServer> ServerAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}

/// <summary>The same host on a database of its own in PostgreSQL.</summary>
public sealed class PostgresIdentityHost(PostgresOfThisRun postgres) : IdentityHost
{
    private string? _connection;

    protected override async Task<Dictionary<string, string?>> SettingsAsync()
    {
        var server = await postgres.ServerAsync();
        _connection ??= server.Connection(await server.CreateDatabaseAsync());
        return new()
        {
            ["Cluster:Mode"] = "PostgreSql",
            ["ConnectionStrings:JobInterview"] = _connection,
            ["Silo:Port"] = $"{Ports.Free()}",
            ["Silo:GatewayPort"] = $"{Ports.Free()}",
        };
    }

    private static class Ports
    {
        public static int Free()
        {
            using var socket = new System.Net.Sockets.Socket(
                System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
            return ((System.Net.IPEndPoint)socket.LocalEndPoint!).Port;
        }
    }
}
