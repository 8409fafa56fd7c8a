using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>The program that works on recordings and is believed nothing: bytes go in through a pipe and come out in memory, never on a disk.</summary>
internal sealed partial class MediaProgram(IOptions<PlaybackOptions> options, TimeProvider clock, ILogger<MediaProgram> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Harmless = [.. Quiet, "-version"];
    private readonly Lazy<Task<Confinement?>> _confinement = new(() => FindAsync(options.Value.Ffmpeg, clock, logger));

    /// <summary>What every run begins with.</summary>
    public static IReadOnlyList<string> Quiet => ["-nostdin", "-hide_banner", "-loglevel", "error"];

    /// <summary>Whether the program is there; asked once, with the walls around it that this machine allows.</summary>
    public async Task<bool> IsThereAsync() => await _confinement.Value is not null;

    /// <summary>Its exit code and what it wrote, null where it did not end by itself; null altogether where there is no program.</summary>
    /// <param name="arguments">Given the name of its output.</param>
    /// <param name="most">What it may write: it ends when it wants to write more.</param>
    public async Task<MediaRun?> RunAsync(Func<string, IEnumerable<string>> arguments, Stream recording, long most, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux() || await _confinement.Value is not { } confinement)
        {
            return null;
        }

        var memory = MemoryFile.Create();
        var output = memory.Open();
        try
        {
            using var late = new CancellationTokenSource(options.Value.Timeout, clock);
            using var until = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
            recording.Position = 0;
            var start = confinement.Start(options.Value.Ffmpeg, arguments(memory.PathInChild), most);
            var exit = await ConfinedRun.RunAsync(start, recording, memory.Keep, until.Token);
            cancel.ThrowIfCancellationRequested();
            output.Position = 0;
            return new(exit, output);
        }
        catch
        {
            await output.DisposeAsync();
            throw;
        }
    }

    private static async Task<Confinement?> FindAsync(string program, TimeProvider clock, ILogger logger)
    {
        var found = await Confinement.FindAsync(program, Harmless, Patience, clock);
        LogFound(logger, found?.Name ?? "not there");
        return found;
    }

    [LoggerMessage(LogLevel.Information, "The program that works on recordings: {Confinement}")]
    private static partial void LogFound(ILogger logger, string confinement);
}

/// <summary>One run of it.</summary>
/// <param name="Exit">Null when it was ended: it took too long or said too much.</param>
internal sealed record MediaRun(int? Exit, Stream Output) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Output.DisposeAsync();
}
