using System.Runtime.Versioning;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Recordings;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>What is played on each database: as it is where nothing can be made of it, and found in an instant.</summary>
[SupportedOSPlatform("linux")]
public abstract class PlaybackSeekTests(Engine engine) : PlaybackSuite(engine)
{
    [Fact]
    public async Task What_the_program_refuses_is_played_as_it_is_and_not_tried_with_every_request()
    {
        var filmed = Filmed.HollowMp4();
        var upload = await UploadAsync(filmed);
        Assert.Equal(RecordingState.Complete, (await ListingAsync(upload)).State);

        for (var i = 0; i < 3; i++)
        {
            var (played, version) = await PlayAsync(upload);
            Assert.Equal(("p", true), (version, filmed.AsSpan().SequenceEqual(played)));
        }

        Assert.Equal(1, Ffmpeg.Runs);
        Assert.Empty(Copies(upload));
    }

    [Fact]
    public async Task What_needs_no_copy_or_can_have_none_is_played_as_it_is()
    {
        var filmed = await Filmed.Mp4Async();
        byte[][] uploads = [await Filmed.PlainMp4Async(), filmed[..^100], [.. filmed, .. Filmed.Box("free", new byte[64 << 20])]];
        foreach (var bytes in uploads)
        {
            var upload = await UploadAsync(bytes);

            var (played, version) = await PlayAsync(upload);

            Assert.Equal(("p", true), (version, bytes.AsSpan().SequenceEqual(played)));
            Assert.Empty(Copies(upload));
        }

        Assert.Equal(0, Ffmpeg.Runs);
    }

    [Fact]
    public async Task Without_the_program_it_is_played_as_it_is()
    {
        await RestartAsync("no-such-program");
        var filmed = await Filmed.Mp4Async();
        var upload = await UploadAsync(filmed);

        var (played, version) = await PlayAsync(upload);

        Assert.Equal(filmed, played);
        Assert.Equal(("p", 0), (version, Copies(upload).Length));
    }

    [Theory]
    [InlineData(Filmed.WebMType), InlineData(Filmed.Mp4Type)]
    public async Task A_second_in_an_hour_is_found_within_300_ms(string type)
    {
        var upload = await UploadAsync(type == Filmed.Mp4Type ? await Filmed.HourOfMp4Async() : await Filmed.HourOfWebMAsync(), type);
        var head = new byte[2 << 20];
        await using (var first = (await Silo.Get<IPlayback>().OpenAsync(await ListingAsync(upload))).Stream)
        {
            await first.ReadExactlyAsync(head);
        }

        var places = type == Filmed.Mp4Type ? Places.OfMp4(head) : Places.OfWebM(head);
        var random = new Random(1);
        var times = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            var second = random.Next(3_500_000);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            var (at, place) = places.Last(known => known.At <= second);
            await using var stream = (await Silo.Get<IPlayback>().OpenAsync(await ListingAsync(upload))).Stream;
            stream.Position = place;
            var bytes = new byte[Math.Min(256_000, stream.Length - place)];
            await stream.ReadExactlyAsync(bytes);
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Assert.InRange(second - at, 0, 10_000);
            Assert.True(type == Filmed.Mp4Type || bytes.AsSpan().StartsWith((byte[])[0x1F, 0x43, 0xB6, 0x75]), "no cluster is there");
        }

        times.Sort();
        Assert.InRange(places[^1].At, 3_590_000, 3_601_000);
        Assert.True(times[94] <= 300, $"p95 was {times[94]:0.0} ms");
    }
}

[SupportedOSPlatform("linux")]
public sealed class SqlitePlaybackSeekTests(SqliteEngine engine) : PlaybackSeekTests(engine);

[SupportedOSPlatform("linux")]
public sealed class PostgresPlaybackSeekTests(PostgresEngine engine) : PlaybackSeekTests(engine);
