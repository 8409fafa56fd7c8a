using System.ComponentModel;
using System.Diagnostics;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>One run of a program: fed through a pipe, never listened to for long, and gone with all its children when this returns.</summary>
internal static class ConfinedRun
{
    private const int MostSaid = 64 * 1024;

    /// <summary>Its exit code; null when it did not start, or was ended by <paramref name="until"/> or because it said too much.</summary>
    /// <param name="started">Called as soon as the program has what it inherits.</param>
    public static async Task<int?> RunAsync(ProcessStartInfo start, Stream input, Action? started, CancellationToken until)
    {
        var folder = Directory.CreateTempSubdirectory("playback-");
        start.WorkingDirectory = folder.FullName;
        try
        {
            using var process = Process.Start(start)!;
            started?.Invoke();
            return await RunAsync(process, input, until);
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int?> RunAsync(Process process, Stream input, CancellationToken until)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(until);
        // Its pipes close with it, so whoever reads or writes one of them goes on; a write to a pipe listens to no token.
        var killed = ended.Token.Register(() => Kill(process));
        try
        {
            var said = Task.WhenAll(HearAsync(process.StandardError, ended), HearAsync(process.StandardOutput, ended));
            await FeedAsync(input, process.StandardInput.BaseStream, ended.Token);
            await process.WaitForExitAsync(CancellationToken.None);
            await said.WaitAsync(ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);    // a child of it may hold a pipe open
            return ended.IsCancellationRequested ? null : process.ExitCode;
        }
        finally
        {
            await killed.DisposeAsync();
            Kill(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task FeedAsync(Stream input, Stream pipe, CancellationToken until)
    {
        await using var _ = new Closing(pipe);
        var buffer = new byte[PartFormat.SegmentSize];
        try
        {
            while (await input.ReadAsync(buffer, until) is > 0 and var read)
            {
                try
                {
                    await pipe.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                }
                catch (IOException)
                {
                    return;                                   // it reads no more: its exit code says why
                }
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // killed; the caller is told by what comes back
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(buffer);
        }
    }

    // What it says may quote the recording: it is read, so that the program never waits, and forgotten.
    private static async Task HearAsync(StreamReader pipe, CancellationTokenSource ended)
    {
        var buffer = new byte[4096];
        var said = 0;
        try
        {
            while (await pipe.BaseStream.ReadAsync(buffer, CancellationToken.None) is > 0 and var read)
            {
                if ((said += read) > MostSaid)
                {
                    await ended.CancelAsync();
                    return;
                }
            }
        }
        catch (IOException)
        {
            // it is gone
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // it has ended by itself
        }
    }

    private sealed class Closing(Stream pipe) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await pipe.DisposeAsync();
            }
            catch (IOException)
            {
                // what was not flushed has no reader
            }
        }
    }
}
