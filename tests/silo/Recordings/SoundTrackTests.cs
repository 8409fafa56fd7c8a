using System.Runtime.Versioning;
using JobInterview.Grains.Transcription;
using JobInterview.Silo.Recordings.Remux;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>What an engine gets of a recording that is too large for it.</summary>
[SupportedOSPlatform("linux")]
public sealed class SoundTrackTests
{
    private const int Most = 60_000;

    [Theory]
    [InlineData("video/webm;codecs=vp8,opus"), InlineData("video/mp4"), InlineData("audio/ogg"), InlineData("audio/wav")]
    public async Task The_sound_is_small_and_its_times_are_those_of_the_recording(string type)
    {
        var filmed = await Filmed.ToneAsync(type);

        var (sound, contentType) = await TakeAsync(filmed, type);

        Assert.True(sound.Length > 5_000 && sound.Length < Math.Min(filmed.Length / 2, Most), $"{filmed.Length} and {sound.Length} bytes");
        Assert.Equal("audio/ogg", contentType);
        Assert.InRange(await Filmed.HeardAtAsync(sound), 2_650, 2_750);
    }

    [Fact]
    public async Task A_recording_that_breaks_off_gives_the_sound_that_is_there()
    {
        var filmed = await Filmed.ToneAsync(Filmed.WebMType);

        var (sound, _) = await TakeAsync(filmed[..(filmed.Length * 3 / 4)], Filmed.WebMType);

        Assert.InRange(await Filmed.HeardAtAsync(sound), 2_650, 2_750);
    }

    [Theory]
    [InlineData("no room", "sound-too-large", true), InlineData("no sound", "sound-not-found", true), InlineData("no media", "sound-not-found", true), InlineData("no time", "sound-too-slow", false)]
    public async Task Where_there_is_none_the_reason_says_why(string what, string cause, bool isFinal)
    {
        var input = what switch { "no sound" => await Filmed.SilentFilmAsync(), "no media" => Tested.Noise(300_000), _ => await Filmed.ToneAsync(Filmed.WebMType) };
        await using var recording = what == "no time" ? new StalledStream(input[..1_000]) : new MemoryStream(input);
        using var sounds = new SoundTracks(RemuxerTests.Program(timeout: what == "no time" ? TimeSpan.FromSeconds(1) : null));

        var failure = await Assert.ThrowsAsync<SpeechFailedException>(() => sounds.TakeAsync(recording, Filmed.WebMType, what == "no room" ? 4_000 : Most, CancellationToken.None));

        Assert.Equal((cause, isFinal), (failure.Cause, failure.IsFinal));
    }

    [Theory]
    [InlineData("", Filmed.WebMType), InlineData("no-such-program", Filmed.WebMType), InlineData("ffmpeg", "text/html")]
    public async Task Without_the_program_or_a_container_that_we_know_nothing_is_made(string program, string type)
    {
        using var sounds = new SoundTracks(RemuxerTests.Program(program));

        Assert.Null(await sounds.TakeAsync(new MemoryStream(await Filmed.ToneAsync(Filmed.WebMType)), type, Most, CancellationToken.None));
    }

    private static async Task<(byte[] Sound, string ContentType)> TakeAsync(byte[] filmed, string type)
    {
        using var sounds = new SoundTracks(RemuxerTests.Program());
        await using var sound = await sounds.TakeAsync(new MemoryStream(filmed), type, Most, CancellationToken.None);
        using var copy = new MemoryStream();
        await sound!.Stream.CopyToAsync(copy);
        return (copy.ToArray(), sound.ContentType);
    }
}
