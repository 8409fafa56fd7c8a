using JobInterview.Grains.Recordings;
using JobInterview.Grains.Transcription;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>Takes the sound out of a recording that is too large for an engine: one channel of Opus, in memory alone, one recording at a time.</summary>
/// <remarks>Encoded anew and not copied: engines decode what they get from its first sample on, so that a track which begins late or has a hole would move
/// every word after it. Here silence stands in those places.</remarks>
internal sealed class SoundTracks(MediaProgram program) : ISoundTracks, IDisposable
{
    private const string Made = "audio/ogg";

    /// <summary>Speech stays clear for an engine, and 25 MiB are over two hours.</summary>
    private const string BitRate = "24k";
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<SoundTrack?> TakeAsync(Stream recording, string contentType, long most, CancellationToken cancel)
    {
        if (!MediaType.TryParse(contentType, out var media) || !await program.IsThereAsync())
        {
            return null;
        }

        await _turn.WaitAsync(cancel);
        try
        {
            // One byte more than is taken: the program may end well although its last bytes found no room.
            return await program.RunAsync(output => Arguments(media.Container, output), recording, most + 1, cancel) is { } run ? await TakenAsync(run, most) : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static async Task<SoundTrack> TakenAsync(MediaRun run, long most)
    {
        if (run.Exit == 0 && run.Output.Length is > 0 and var length && length <= most)
        {
            return new(run.Output, Made);
        }

        var failure = run.Exit is null ? new SpeechFailedException("sound-too-slow", isFinal: false)
            : new SpeechFailedException(run.Output.Length > most ? "sound-too-large" : "sound-not-found", isFinal: true);
        await run.DisposeAsync();
        throw failure;
    }

    // The input may be this one container in this one pipe, the output this one file: a recording names no other place.
    private static IEnumerable<string> Arguments(MediaContainer container, string output) =>
    [
        .. MediaProgram.Quiet, "-protocol_whitelist", "pipe", "-f", Demuxer(container), "-i", "pipe:0",
        "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-af", "aresample=async=1:first_pts=0", "-ac", "1",
        "-c:a", "libopus", "-b:a", BitRate, "-application", "voip", "-protocol_whitelist", "file", "-f", "ogg", "-y", $"file:{output}",
    ];

    private static string Demuxer(MediaContainer container) => container switch
    {
        MediaContainer.Mp4 => "mov",
        MediaContainer.Ogg => "ogg",
        MediaContainer.Wav => "wav",
        _ => "matroska",
    };
}
