using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace JobInterview.Benchmarks;

/// <summary>A server of ours as its own process on loopback; ended when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Port);

    public int ProcessId => _process.Id;

    public TimeSpan Cpu => CpuTime.OfOne(_process.Id);

    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public HttpClient Http() => new() { BaseAddress = new($"http://localhost:{Port}/"), Timeout = TimeSpan.FromSeconds(100) };

    public static Task<ServerProcess> StartAsync(int port, string? ready, Dictionary<string, string> environment, params string[] command) =>
        StartAsync(Place.Anywhere, port, ready, environment, command);

    /// <summary>Starts a program where it belongs and waits until it answers at <paramref name="ready"/>; a null path starts it without waiting.</summary>
    public static async Task<ServerProcess> StartAsync(Place place, int port, string? ready, Dictionary<string, string> environment, params string[] command)
    {
        var words = place.Around(["dotnet", .. command]);
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new ServerProcess(process, port);
        if (ready is not null)
        {
            await server.UntilReadyAsync(ready);
        }

        return server;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task UntilReadyAsync(string path)
    {
        using var http = Http();
        var started = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await pace.WaitForNextTickAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException("A server of the benchmark did not start.");
            }

            try
            {
                if ((await http.GetAsync(path)).StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }
    }
}
