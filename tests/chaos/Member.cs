using System.Diagnostics;
using System.Globalization;
using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>One process of the fleet, a silo or an api, that can die, hang, go and come again.</summary>
internal sealed class Member(string name, string program, Uri health, Dictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);
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

    public string Name => name;

    public Uri Address => health;

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true };
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

    /// <summary>It goes on as if nothing had been; one that was given up by the others meanwhile ends itself, and is started again.</summary>
    public async Task WakeAsync()
    {
        await SignalAsync("CONT");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process!.WaitForExitAsync(patience.Token);
            await StartAsync();
        }
        catch (OperationCanceledException)
        {
            await UntilReadyAsync();
        }
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

    private async Task UntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = health, Timeout = TimeSpan.FromSeconds(10) };
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException($"{name} ended with {_process.ExitCode}.");
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
