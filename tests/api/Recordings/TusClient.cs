using System.Diagnostics;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>tus-js-client, the real one, in a process of its own.</summary>
internal sealed class TusClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TusClient(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where the upload is, once it is made.</summary>
    public Task<string> Url => _url.Task;

    /// <summary>The client's last word: <c>done</c> with its milliseconds, or why not.</summary>
    public Task<string> End => _end.Task;

    public static async Task<TusClient> StartAsync(Uri server, string token, string file, int chunk, string? upload = null)
    {
        string[] arguments = ["upload.mjs", new Uri(server, Tus.Root).ToString(), token, file, $"{chunk}"];
        return new(await Counterparts.StartAsync([.. arguments, .. upload is null ? Array.Empty<string>() : [upload]]));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _end.TrySetResult("the client died");
        }
        else if (line.StartsWith("url ", StringComparison.Ordinal))
        {
            _url.TrySetResult(line[4..]);
        }
        else
        {
            _end.TrySetResult(line);
        }
    }
}
