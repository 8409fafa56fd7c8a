using System.Runtime.Versioning;
using System.Text;
using JobInterview.Silo.Recordings.Containers;
using JobInterview.Silo.Recordings.Remux;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>The program that reads what strangers sent: what it gets, what it can not do, and that nothing of it stays.</summary>
[SupportedOSPlatform("linux")]
public sealed class RemuxerTests
{
    private const long Minute = 60_000;

    [Fact]
    public async Task A_fragmented_mp4_comes_back_with_its_movie_first_and_every_sample()
    {
        var filmed = await Filmed.Mp4Async();

        await using var copy = await Make().CopyAsync(new MemoryStream(filmed), Minute, CancellationToken.None);

        Assert.NotNull(copy);
        var layout = await Mp4.LookAsync(new(copy, CancellationToken.None));
        Assert.True(layout is { IsFragmented: false, IsMovieFirst: true, Told.IsDamaged: false });
        Assert.InRange(layout.Told.DurationMs!.Value, Minute - 100, Minute + 100);
        Assert.Equal(await Filmed.SamplesAsync(filmed), await Filmed.SamplesAsync(await BytesAsync(copy)));
    }

    [Theory]
    [InlineData("empty"), InlineData("half"), InlineData("cut"), InlineData("noise"), InlineData("lying box"), InlineData("playlist"), InlineData("scrambled movie")]
    public async Task What_can_not_be_copied_whole_is_not_copied(string what)
    {
        var filmed = await Filmed.Mp4Async();
        var movie = filmed.AsSpan().IndexOf("moov"u8);
        byte[] input = what switch
        {
            "empty" => [],
            "half" => filmed[..(filmed.Length / 2)],
            "cut" => filmed[..(filmed.Length * 9 / 10)],
            "noise" => [.. filmed[..32], .. Tested.Noise(300_000, isStart: false)],
            "lying box" => [.. filmed[..(movie - 4)], 0x7F, 0xFF, 0xFF, 0xFF, .. filmed[movie..]],
            "playlist" => "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"u8.ToArray(),
            _ => [.. filmed[..(movie + 4)], .. Tested.Noise(700, isStart: false), .. filmed[(movie + 704)..]],
        };

        Assert.Null(await Make().CopyAsync(new MemoryStream(input), Minute, CancellationToken.None));
    }

    [Fact]
    public async Task A_run_over_its_time_is_killed_and_nothing_of_it_stays()
    {
        using var real = OtherProgram.Real();
        var filmed = await Filmed.Mp4Async();
        await using var stalled = new StalledStream(filmed[..(filmed.Length / 2)]);

        var copied = Make(real.Path, TimeSpan.FromSeconds(1)).CopyAsync(stalled, Minute, CancellationToken.None);
        await stalled.Stalled;
        var during = real.Processes();

        Assert.Null(await copied);
        Assert.Equal((true, 0), (during > 0, real.Processes()));
    }

    [Fact]
    public async Task One_that_does_not_want_to_end_and_its_children_are_killed_with_it()
    {
        using var stubborn = OtherProgram.Of("trap '' TERM INT HUP PIPE", "sh -c \"sleep 1000; : $here\" &", "sh -c \"sleep 1000; : $here\"");
        using var left = new CancellationTokenSource();

        var copied = Make(stubborn.Path).CopyAsync(new MemoryStream(new byte[1_000_000]), Minute, left.Token);
        await Tested.UntilAsync(() => Task.FromResult(stubborn.Processes() >= 3));
        await left.CancelAsync();                              // the caller leaves

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copied);
        Assert.Equal(0, stubborn.Processes());
    }

    [Fact]
    public async Task One_that_talks_without_end_is_ended()
    {
        using var talker = OtherProgram.Of("yes >&2");

        Assert.Null(await Make(talker.Path).CopyAsync(new MemoryStream(new byte[100]), Minute, CancellationToken.None));

        Assert.Equal((1, 0), (talker.Runs, talker.Processes()));
    }

    [Fact]
    public async Task It_sees_no_setting_no_network_no_file_of_ours_and_has_limits()
    {
        Environment.SetEnvironmentVariable("Keys__Root", "a-secret-of-ours");
        var confinement = (await Confinement.FindAsync("sh", ["-c", "true"], TimeSpan.FromSeconds(10), TimeProvider.System))!;

        var told = await TellAsync(confinement, "cat /proc/self/environ | tr '\\0' '\\n'; echo --; cat /proc/self/limits; echo --; cat /proc/net/dev; echo --; ls -A; echo --; ls -l /proc/self/fd");

        Assert.Equal(["PATH"], told[0].Select(line => line.Split('=')[0]).Where(name => name is not ("PWD" or "")));
        Assert.Contains(told[1], line => line.StartsWith("Max cpu time", StringComparison.Ordinal) && line.Contains(" 60 ", StringComparison.Ordinal));
        Assert.Contains(told[1], line => line.StartsWith("Max address space", StringComparison.Ordinal) && line.Contains($" {1 << 30} ", StringComparison.Ordinal));
        Assert.Contains(told[1], line => line.StartsWith("Max core file size        0 ", StringComparison.Ordinal));
        Assert.Contains(told[1], line => line.StartsWith("Max file size             100000 ", StringComparison.Ordinal));
        Assert.Contains(told[1], line => line.StartsWith("Max open files            32 ", StringComparison.Ordinal));
        if (confinement.Name != "limits alone")
        {
            Assert.Equal(["lo"], told[2].Where(line => line.Contains(':', StringComparison.Ordinal)).Select(line => line.Split(':')[0].Trim()));
        }

        Assert.True(confinement.Name.StartsWith("bwrap", StringComparison.Ordinal) || told[3].Length == 0, "the folder is not empty");
        var open = told[4].Where(line => line.Contains("->", StringComparison.Ordinal)).Select(line => line.Split("-> ")[1]).ToArray();
        Assert.Contains(open, file => file.StartsWith("/memfd:", StringComparison.Ordinal));
        Assert.DoesNotContain(open, file => file.StartsWith("socket:", StringComparison.Ordinal) || (file.StartsWith('/') && !file.StartsWith("/memfd:", StringComparison.Ordinal) && !file.StartsWith("/proc/", StringComparison.Ordinal) && file != "/dev/null"));
    }

    [Fact]
    public async Task It_can_not_write_more_than_a_copy_needs()
    {
        var confinement = (await Confinement.FindAsync("sh", ["-c", "true"], TimeSpan.FromSeconds(10), TimeProvider.System))!;
        var memory = MemoryFile.Create();
        await using var written = memory.Open();

        var exit = await ConfinedRun.RunAsync(confinement.Start("dd", ["if=/dev/zero", $"of={memory.PathInChild}", "bs=1000", "count=1000"], 100_000), Stream.Null, memory.Keep, CancellationToken.None);

        Assert.NotEqual(0, exit);
        Assert.InRange(written.Length, 0, 100_000);
    }

    [Theory]
    [InlineData(""), InlineData("no-such-program")]
    public async Task Without_the_program_nothing_is_copied(string program)
    {
        var none = Make(program);

        Assert.False(await none.IsThereAsync());
        Assert.Null(await none.CopyAsync(new MemoryStream(await Filmed.Mp4Async()), Minute, CancellationToken.None));
    }

    private static async Task<string[][]> TellAsync(Confinement confinement, string script)
    {
        var memory = MemoryFile.Create();
        await using var told = memory.Open();
        Assert.Equal(0, await ConfinedRun.RunAsync(confinement.Start("sh", ["-c", $"( {script} ) > {memory.PathInChild}"], 100_000), Stream.Null, memory.Keep, CancellationToken.None));
        return [.. Encoding.UTF8.GetString(await BytesAsync(told)).Split("--\n").Select(part => part.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
    }

    private static Remuxer Make(string program = "ffmpeg", TimeSpan? timeout = null) => new(Program(program, timeout), NullLogger<Remuxer>.Instance);

    internal static MediaProgram Program(string program = "ffmpeg", TimeSpan? timeout = null) => new(
        Options.Create(new PlaybackOptions { Ffmpeg = program, Timeout = timeout ?? TimeSpan.FromMinutes(1) }), TimeProvider.System, NullLogger<MediaProgram>.Instance);

    private static async Task<byte[]> BytesAsync(Stream stream)
    {
        stream.Position = 0;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}

/// <summary>Gives what it has and then nothing more, without an end.</summary>
internal sealed class StalledStream(byte[] bytes) : MemoryStream(bytes)
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Stalled => _stalled.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            return read;
        }

        _stalled.TrySetResult();
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return 0;
    }
}
