using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace JobInterview.Silo.Tests.Storage;

/// <summary>A throw-away PostgreSQL for this run, on a free loopback port, with a superuser login.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private Process? _server;
    private int _port;

    /// <param name="under">The folder in which its own is made; else that of temporary files.</param>
    public PostgresServer(string? under = null) => _folder = Path.Combine(under ?? Path.GetTempPath(), $"ji-pg-{Guid.NewGuid():n}");

    public static async Task<PostgresServer> StartAsync(string? under = null)
    {
        var server = new PostgresServer(under);
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        await RunAsync("chown", Worker, _folder);
        await RunAsync([.. AsWorker, Binary("initdb"), "-D", Data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"]);
        _port = FreePort();
        await ServeAsync();
    }

    /// <summary>Ends every process of the server at once, as a crash does, and starts it again on what its log holds.</summary>
    public async Task CrashAsync()
    {
        await StopAsync();
        await ServeAsync();
    }

    /// <summary>The process that this server's other processes descend from.</summary>
    public int ProcessId => _server!.Id;

    /// <summary>A new database, empty or a copy of another.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"t{Guid.NewGuid():n}";
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} {(template is null ? "" : $"template {template}")}", connection);
        await command.ExecuteNonQueryAsync();
        return name;
    }

    public string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=owner;Database={database}";

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is { HasExited: false })
        {
            await StopAsync();
        }

        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    // The server refuses to run as root; "nobody" is on every machine.
    private static string Worker => Environment.UserName == "root" ? "nobody" : Environment.UserName;

    private static string[] AsWorker => Environment.UserName == "root" ? ["runuser", "-u", Worker, "--"] : [];

    /// <summary>One of the database's own programs.</summary>
    public static string Binary(string name)
    {
        var known = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault() : null;
        return known is null ? name : Path.Combine(known, "bin", name);
    }

    public async Task ServeAsync()
    {
        _server?.Dispose();
        _server = Start([
            .. AsWorker, Binary("postgres"), "-D", Data, "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1",
            "-c", "max_connections=900", "-c", "shared_buffers=64MB"]);
        await UntilReadyAsync();
    }

    public async Task StopAsync()
    {
        await RunAsync([.. AsWorker, Binary("pg_ctl"), "-D", Data, "-m", "immediate", "stop"]);
        await _server!.WaitForExitAsync();
    }

    private async Task UntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
                await connection.OpenAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (_server is { HasExited: false })
            {
                await pace.WaitForNextTickAsync(limit.Token);
            }
        }
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[^1]} ended with {process.ExitCode}.");
        }
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
