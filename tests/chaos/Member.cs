using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>One process of the fleet, a silo or an api, in a network name space of its own, that can die, hang, go and come again.</summary>
internal sealed class Member(Kind kind, Place place, DatabaseLine line, Dictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <summary>What it wrote to its console, all its lives together.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public string Name => place.Name;

    public string Address => place.Address;

    public DatabaseLine Database => line;

    /// <summary>Bytes of memory that it has; 0 where it is not there.</summary>
    public long Resident
    {
        get
        {
            _process!.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    /// <summary>A client of its HTTP port, or of its socket file, which is there whatever happens to the network.</summary>
    public HttpClient Open(TimeSpan? patience = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false,
        ConnectCallback = place.Socket is not { } path ? null : async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new($"http://{place.Address}:{Place.HttpPort}/"), Timeout = patience ?? TimeSpan.FromSeconds(10) };

    /// <summary>The built checkout that its next life is of; none: this one.</summary>
    public string? Release { get; set; }

    public async Task StartAsync()
    {
        if (place.Socket is { } left)
        {
            File.Delete(left);
        }

        // It waits at the door of its name space until there is a wire in it.
        var start = new ProcessStartInfo("unshare", ["--net", "--", "sh", "-c", "read go && exec dotnet \"$0\"", ProductProcess.Executable(kind.Folder, kind.File, Release)])
        {
            WorkingDirectory = Path.GetTempPath(), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilApartAsync();
        await place.Network.WireAsync(_process, place.Side, place.Address);
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
        await UntilReadyAsync();
    }

    /// <summary><c>kill -9</c>: no handler runs.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>It stands still and says nothing, and its lines stay open.</summary>
    public Task HangAsync() => SignalAsync("STOP");

    /// <summary>It goes on as if nothing had been, learns that the others have given it up, ends itself, and is started again.</summary>
    public async Task WakeAsync()
    {
        await SignalAsync("CONT");
        await UntilEndedAsync();
        await StartAsync();
    }

    /// <summary>A silo that was given up by the others ends itself.</summary>
    public async Task UntilEndedAsync()
    {
        using var patience = new CancellationTokenSource(EndsWithin);
        await _process!.WaitForExitAsync(patience.Token);
    }

    /// <summary>It is asked to go, as an orchestrator does, and another one takes its place.</summary>
    public async Task ReplaceAsync()
    {
        await SignalAsync("TERM");
        await _process!.WaitForExitAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await SignalAsync("CONT");
        }

        await KillAsync();
        _process?.Dispose();
        await line.DisposeAsync();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            _log.AppendLine(line.Data);
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task UntilApartAsync()
    {
        static string? Of(string pid) => new FileInfo($"/proc/{pid}/ns/net").LinkTarget;

        var pid = _process!.Id.ToString(CultureInfo.InvariantCulture);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(StartsWithin);
        while (Of(pid) == Of("self"))
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task UntilReadyAsync()
    {
        using var http = Open();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}: {Log}");
            }

            try
            {
                using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token);
                if (ready.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !limit.IsCancellationRequested))
            {
                // it is not there yet
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}

/// <summary>What a member is.</summary>
internal sealed record Kind(string Folder, string File)
{
    public static readonly Kind Silo = new("silo", "JobInterview.Silo.dll");
    public static readonly Kind Api = new("api", "JobInterview.Api.dll");
}

/// <summary>Where a member lives.</summary>
/// <param name="Socket">The file over which its HTTP is spoken; none: its address.</param>
internal sealed record Place(string Name, Network Network, Side Side, string Address, string? Socket = null)
{
    public const int HttpPort = 8080;
}
