using JobInterview.Silo.Recordings.Containers;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>Copies a fragmented MP4 into one with its movie first; what came out is looked at before anyone gets it.</summary>
internal sealed partial class Remuxer(MediaProgram program, ILogger<Remuxer> logger)
{
    /// <summary>Whether copies can be made.</summary>
    public Task<bool> IsThereAsync() => program.IsThereAsync();

    /// <summary>The copy, in memory alone; null when the program refused, took too long or made something else.</summary>
    public async Task<Stream?> CopyAsync(Stream recording, long durationMs, CancellationToken cancel)
    {
        if (await program.RunAsync(Arguments, recording, Most(recording.Length), cancel) is not { } run)
        {
            return null;
        }

        try
        {
            if (run.Exit == 0 && await IsWholeAsync(run.Output, durationMs, cancel))
            {
                run.Output.Position = 0;
                return run.Output;
            }

            LogRefused(run.Exit);                             // never what it said
            await run.DisposeAsync();
            return null;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    // The input may be this one container in this one pipe, the output this one file: a recording names no other place.
    private static IEnumerable<string> Arguments(string output) =>
    [
        .. MediaProgram.Quiet, "-protocol_whitelist", "pipe", "-f", "mov", "-i", "pipe:0",
        "-c", "copy", "-movflags", "+faststart", "-protocol_whitelist", "file", "-f", "mp4", "-y", $"file:{output}",
    ];

    // A copy has tables in the place of fragments, and no sample more.
    private static long Most(long length) => length + (length / 4) + (16 << 20);

    private static async Task<bool> IsWholeAsync(Stream copy, long durationMs, CancellationToken cancel)
    {
        try
        {
            var layout = await Mp4.LookAsync(new(copy, cancel));
            return layout is { IsFragmented: false, IsMovieFirst: true, Told: { IsDamaged: false, DurationMs: { } told } }
                && Math.Abs(told - durationMs) <= Math.Max(500, durationMs / 200);
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A recording could not be made seekable and is played as it is: exit code {Exit}, where it is 0 the copy was not the recording")]
    private partial void LogRefused(int? exit);
}
