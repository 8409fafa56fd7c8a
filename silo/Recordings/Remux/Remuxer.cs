using JobInterview.Grains.Recordings;
using JobInterview.Silo.Recordings.Containers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>Copies a fragmented MP4 into one with its movie first, by a program that is believed nothing: bytes go in through a pipe, come out in
/// memory, and what came out is looked at before anyone gets it.</summary>
internal sealed partial class Remuxer(IOptions<PlaybackOptions> options, TimeProvider clock, ILogger<Remuxer> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Harmless = ["-nostdin", "-hide_banner", "-loglevel", "error", "-version"];
    private readonly Lazy<Task<Confinement?>> _confinement = new(() => FindAsync(options.Value.Ffmpeg, clock, logger));

    /// <summary>Whether the program is there; asked once, with the walls around it that this machine allows.</summary>
    public async Task<bool> IsThereAsync() => await _confinement.Value is not null;

    /// <summary>The copy, in memory alone; null when the program refused, took too long or made something else.</summary>
    public async Task<Stream?> CopyAsync(Stream recording, long durationMs, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux() || await _confinement.Value is not { } confinement)
        {
            return null;
        }

        var memory = MemoryFile.Create();
        var copy = memory.Open();
        try
        {
            using var late = new CancellationTokenSource(options.Value.Timeout, clock);
            using var until = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
            recording.Position = 0;
            var start = confinement.Start(options.Value.Ffmpeg, Arguments(memory.PathInChild), Most(recording.Length));
            var exit = await ConfinedRun.RunAsync(start, recording, memory.Keep, until.Token);
            cancel.ThrowIfCancellationRequested();
            if (exit == 0 && await IsWholeAsync(copy, durationMs, cancel))
            {
                copy.Position = 0;
                return copy;
            }

            LogRefused(exit);                                 // never what it said
            await copy.DisposeAsync();
            return null;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    private static async Task<Confinement?> FindAsync(string program, TimeProvider clock, ILogger logger)
    {
        var found = await Confinement.FindAsync(program, Harmless, Patience, clock);
        LogFound(logger, found?.Name ?? "not there");
        return found;
    }

    // The input may be this one container in this one pipe, the output this one file: a recording names no other place.
    private static string[] Arguments(string output) =>
    [
        "-nostdin", "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "pipe", "-f", "mov", "-i", "pipe:0",
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

    [LoggerMessage(LogLevel.Information, "The program that makes recordings seekable: {Confinement}")]
    private static partial void LogFound(ILogger logger, string confinement);

    [LoggerMessage(LogLevel.Warning, "A recording could not be made seekable and is played as it is: exit code {Exit}, where it is 0 the copy was not the recording")]
    private partial void LogRefused(int? exit);
}
