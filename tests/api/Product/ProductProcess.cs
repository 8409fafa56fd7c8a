using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace JobInterview.Api.Tests.Product;

/// <summary>The shipped program as its users run it: an own process on an own data directory, on loopback.</summary>
public sealed class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);
    private readonly Dictionary<string, string> _settings;
    private readonly bool _ownsData;
    private readonly string[] _command;
    private Process? _process;

    private ProductProcess(string data, int port, Dictionary<string, string> settings, bool ownsData, string[] command) =>
        (Data, Port, _settings, _ownsData, _command) = (data, port, settings, ownsData, command);

    public string Data { get; }

    public int Port { get; }

    public Uri Address => new($"http://localhost:{Port}/");

    /// <summary>Everything the process wrote to its console.</summary>
    public string Log => Path.Combine(Path.GetTempPath(), $"ji-{Port}.log");

    public int ProcessId => _process!.Id;

    public bool HasEnded => _process!.HasExited;

    public int ExitCode => _process!.ExitCode;

    /// <summary>Starts the program and waits until it says that it is ready.</summary>
    /// <param name="around">A command that becomes another one, the program.</param>
    public static async Task<ProductProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null, string? data = null, string? program = null, string[]? around = null)
    {
        var folder = data ?? Directory.CreateTempSubdirectory("ji-").FullName;
        var product = new ProductProcess(folder, FreePort(), new(settings ?? new Dictionary<string, string>()), ownsData: data is null, [.. around ?? [], "dotnet", program ?? Executable("api", "JobInterview.Api.dll")]);
        try
        {
            await product.StartAsync();
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(_command[0], _command[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}";
        start.Environment["PublicUrl"] = Address.ToString();
        start.Environment["Data__Folder"] = Data;
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilReadyAsync();
    }

    /// <summary><c>kill -9</c>: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as an orchestrator sends it, and until it has ended.</summary>
    public async Task TerminateAsync(TimeSpan within)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{ProcessId}"]);
        await kill.WaitForExitAsync();
        await UntilEndedAsync(within);
    }

    /// <summary>Until it has ended by itself.</summary>
    public async Task UntilEndedAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        await _process!.WaitForExitAsync(limit.Token);
    }

    public JsonElement Demo() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "demo.json"))).RootElement;

    public HttpClient Http(TimeSpan? patience = null) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address, Timeout = patience ?? TimeSpan.FromSeconds(100) };

    /// <summary>Where the checkout is.</summary>
    public static string Root
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(root.FullName, "JobInterview.slnx")))
            {
                root = root.Parent ?? throw new InvalidOperationException("The tests run inside the checkout.");
            }

            return root.FullName;
        }
    }

    /// <summary>The configuration these tests were built in, and with them the programs they start.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <param name="checkout">Another checkout that was built; none: this one.</param>
    public static string Executable(string project, string file, string? checkout = null) =>
        Path.Combine(checkout ?? Root, project, "bin", Configuration, new DirectoryInfo(AppContext.BaseDirectory).Name, file);

    /// <summary>A port below those that the system gives to outgoing lines, so that no line takes it before the program does.</summary>
    public static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(10_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // somebody's
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        if (_ownsData)
        {
            Directory.Delete(Data, recursive: true);
        }

        File.Delete(Log);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            lock (_settings)
            {
                File.AppendAllText(Log, line.Data + "\n");
            }
        }
    }

    private async Task UntilReadyAsync()
    {
        using var http = Http();
        var started = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await pace.WaitForNextTickAsync())
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(started) > StartsWithin)
            {
                throw new InvalidOperationException($"The product did not start: {(File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "it said nothing")}");
            }

            try
            {
                if ((await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK)
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
