using System.Buffers.Binary;
using System.Diagnostics;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>Recordings as browsers make them, by the real ffmpeg: through a pipe, so with no way back to write a duration.</summary>
internal static class Filmed
{
    public const string Mp4Type = "video/mp4";
    public const string WebMType = "video/webm;codecs=vp8,opus";

    private static readonly Lazy<Task<byte[]>> Minute = new(() => RunAsync(
        ["-f", "lavfi", "-i", "anoisesrc=r=48000:a=0.1:seed=1", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=1", "-t", "60", "-ac", "1", "-c:a", "aac", "-b:a", "32k", "-c:v", "mpeg4", "-g", "2", .. Fragments], []));

    private static readonly Lazy<Task<byte[]>> MinuteOfWebM = new(() => RunAsync(
        ["-f", "lavfi", "-i", "anoisesrc=r=48000:a=0.1:seed=1", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=1", "-t", "60", "-ac", "1", "-c:a", "libopus", "-b:a", "48k", "-c:v", "libvpx", "-g", "2", "-deadline", "realtime", "-cpu-used", "8", "-f", "webm", "pipe:1"], []));

    private static readonly Lazy<Task<byte[]>> Hour = new(async () => await HourAsync(await Mp4Async(), Fragments));

    private static readonly Lazy<Task<byte[]>> HourOfWebM = new(async () => await HourAsync(await MinuteOfWebM.Value, ["-f", "webm", "-live", "1", "pipe:1"]));

    private static string[] Fragments => ["-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "pipe:1"];

    /// <summary>As an iPhone makes it.</summary>
    public static Task<byte[]> Mp4Async() => Minute.Value;

    public static Task<byte[]> HourOfMp4Async() => Hour.Value;

    public static Task<byte[]> HourOfWebMAsync() => HourOfWebM.Value;

    /// <summary>Not in fragments: nothing is to be done.</summary>
    public static async Task<byte[]> PlainMp4Async()
    {
        var file = Path.GetTempFileName();
        try
        {
            await RunAsync(["-f", "mp4", "-i", "pipe:0", "-c", "copy", "-movflags", "+faststart", "-f", "mp4", "-y", file], await Mp4Async());
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Boxes that can be read to their end, around nonsense.</summary>
    public static byte[] HollowMp4() =>
        [.. Box("ftyp", "isom"u8), .. Box("moov", [.. Box("mvhd", [.. new byte[14], 3, 0xE8, 0, 0, 0x13, 0x88]), .. Box("mvex", [])]), .. Box("mdat", System.Security.Cryptography.RandomNumberGenerator.GetBytes(100_000))];

    public static byte[] Box(string type, ReadOnlySpan<byte> body)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, 8 + body.Length);
        return [.. size, .. System.Text.Encoding.ASCII.GetBytes(type), .. body];
    }

    /// <summary>A hash over the samples of each track: the same for two files that hold the same.</summary>
    public static async Task<string> SamplesAsync(byte[] media) =>
        System.Text.Encoding.ASCII.GetString(await RunAsync(["-i", "pipe:0", "-map", "0", "-c", "copy", "-f", "streamhash", "pipe:1"], media));

    /// <summary>Eight seconds of film whose sound begins 700 ms late, has a hole from 1 s to 2 s, and is a tone from 2.7 s to 3.7 s, silence else.</summary>
    public static async Task<byte[]> ToneAsync(string type)
    {
        var (audio, video, output) = type switch
        {
            "video/mp4" => ("aac", "mpeg4", Fragments),
            "audio/ogg" => ("libopus", "", ["-f", "ogg", "pipe:1"]),
            "audio/wav" => ("pcm_s16le", "", ["-f", "wav", "pipe:1"]),
            _ => ("libopus", "libvpx", (string[])["-f", "webm", "-live", "1", "pipe:1"]),
        };
        string[] sound = ["-f", "lavfi", "-i", "sine=f=440:r=48000,volume='if(between(t,2,3),1,0)':eval=frame", "-t", "8", "-ac", "2", "-c:a", audio, "-b:a", "96k"];
        return video.Length > 0
            ? await RunAsync(["-f", "lavfi", "-i", "testsrc=size=160x120:rate=10", "-itsoffset", "0.7", .. sound, "-bsf:a", "noise=drop='between(pts*tb,1,2)'", "-c:v", video, "-g", "5", .. output], [])
            : await RunAsync([.. sound, "-af", "adelay=700:all=1", .. output], []);
    }

    /// <summary>When it can be heard first, in milliseconds from the first sample on.</summary>
    public static async Task<int> HeardAtAsync(byte[] sound)
    {
        var samples = await RunAsync(["-i", "pipe:0", "-ac", "1", "-ar", "8000", "-f", "s16le", "pipe:1"], sound);
        for (var i = 0; i + 1 < samples.Length; i += 2)
        {
            if (Math.Abs((int)BinaryPrimitives.ReadInt16LittleEndian(samples.AsSpan(i))) > 500)
            {
                return i / 16;
            }
        }

        return -1;
    }

    /// <summary>The sound of a film alone, in the same container.</summary>
    public static Task<byte[]> SoundOfAsync(byte[] film, Grains.Recordings.MediaContainer container) =>
        RunAsync(["-i", "pipe:0", "-vn", "-c", "copy", .. container == Grains.Recordings.MediaContainer.Mp4 ? Fragments : ["-f", "webm", "-live", "1", "pipe:1"]], film);

    public static Task<byte[]> SilentFilmAsync() => RunAsync(["-f", "lavfi", "-i", "testsrc=size=160x120:rate=5", "-t", "2", "-c:v", "libvpx", "-f", "webm", "pipe:1"], []);

    private static async Task<byte[]> HourAsync(byte[] minute, string[] output)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, minute);
            return await RunAsync(["-stream_loop", "59", "-i", file, "-c", "copy", .. output], []);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<byte[]> RunAsync(string[] arguments, byte[] input)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-hide_banner", "-loglevel", "error", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var output = new MemoryStream();
        var said = ffmpeg.StandardError.ReadToEndAsync();
        var read = ffmpeg.StandardOutput.BaseStream.CopyToAsync(output);
        await ffmpeg.StandardInput.BaseStream.WriteAsync(input);
        ffmpeg.StandardInput.Close();
        await read;
        await ffmpeg.WaitForExitAsync();
        Assert.Equal("", await said);
        Assert.Equal(0, ffmpeg.ExitCode);
        return output.ToArray();
    }
}
