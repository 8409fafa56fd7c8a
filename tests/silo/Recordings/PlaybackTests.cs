using System.Runtime.Versioning;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Recordings;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Recordings;
using JobInterview.Silo.Recordings.Containers;
using JobInterview.Silo.Recordings.Remux;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>Seekable copies on each database: made of whole recordings alone, sealed like them, and gone with them.</summary>
[SupportedOSPlatform("linux")]
public abstract class PlaybackTests(Engine engine) : IAsyncLifetime
{
    private readonly OtherProgram _ffmpeg = OtherProgram.Of("exec ffmpeg \"$@\"");
    private RecordingSilo _silo = null!;

    public async ValueTask InitializeAsync() =>
        _silo = await RecordingSilo.StartAsync(new(await engine.SettingsAsync()) { ["Playback:Ffmpeg"] = _ffmpeg.Path, ["Playback:MaxBytes"] = $"{64 << 20}" });

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _ffmpeg.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_fragmented_mp4_is_played_from_a_copy_and_kept_as_it_was_sent()
    {
        var filmed = await Filmed.Mp4Async();
        var upload = await UploadAsync(filmed);

        var (played, version) = await PlayAsync(upload);

        var layout = await Mp4.LookAsync(new(new MemoryStream(played), CancellationToken.None));
        Assert.True(layout is { IsFragmented: false, IsMovieFirst: true, Told: { IsDamaged: false, DurationMs: > 59_900 and < 60_100 } });
        Assert.Equal(await Filmed.SamplesAsync(filmed), await Filmed.SamplesAsync(played));
        Assert.Equal(filmed, await _silo.ReadAsync(upload));
        Assert.NotEqual("p", version);
    }

    [Fact]
    public async Task One_copy_is_made_however_many_ask_and_every_process_finds_it()
    {
        var upload = await UploadAsync(await Filmed.Mp4Async());

        var asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PlayAsync(upload)));
        await RestartAsync("");                               // also where there is no such program any more
        var after = await PlayAsync(upload);

        Assert.All(asked, one => Assert.Equal(after.Version, one.Version));
        Assert.Equal(asked[0].Bytes, after.Bytes);
        Assert.Equal(1, _ffmpeg.Runs);
        Assert.Single(Copies(upload));
    }

    [Fact]
    public async Task A_copy_that_a_killed_process_left_half_is_never_played()
    {
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var (whole, version) = await PlayAsync(upload);
        int[] left =
        [
            0, PartFormat.HeaderSize - 1, PartFormat.HeaderSize, PartFormat.HeaderSize + 100, PartFormat.HeaderSize + PartFormat.SealedSegmentSize,
            PartFormat.HeaderSize + (2 * PartFormat.SealedSegmentSize), (int)new FileInfo(Copies(upload)[0]).Length - 1,
        ];
        foreach (var torn in left)
        {
            using (var file = File.Open(Assert.Single(Copies(upload)), FileMode.Open))
            {
                file.SetLength(torn);
            }

            await (torn == left[^1] ? RestartAsync(_ffmpeg.Path) : Task.CompletedTask);
            var (again, other) = await PlayAsync(upload);

            Assert.Equal(whole, again);
            Assert.NotEqual(version, other);
            version = other;
        }

        Assert.Single(Copies(upload));
        Assert.Empty(_silo.Log.At(LogLevel.Critical));
    }

    [Fact]
    public async Task A_changed_copy_raises_the_alarm_gives_no_changed_byte_and_is_made_anew()
    {
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var (whole, _) = await PlayAsync(upload);
        Tested.Change("flip", Copies(upload), []);

        await Assert.ThrowsAsync<SealBrokenException>(() => PlayAsync(upload));
        var (again, _) = await PlayAsync(upload);

        Assert.Equal(whole, again);
        Assert.Contains(_silo.Log.At(LogLevel.Critical), text => text.StartsWith("Security: the seal of a recording", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_plays_for_its_own_manifest_and_recording_alone()
    {
        var (upload, other) = (await UploadAsync(await Filmed.Mp4Async()), await UploadAsync(await Filmed.Mp4Async()));
        var (whole, version) = await PlayAsync(upload);
        File.Copy(Copies(upload)[0], Path.Combine(Path.GetDirectoryName(Tested.Files(_silo, other)[0])!, Path.GetFileName(Copies(upload)[0])));
        var (ofOther, foreign) = await PlayAsync(other);
        await ChangeAsync(upload, db => db.Set<RecordingPartRow>().Where(part => part.Recording == upload.Key.Id).ExecuteUpdateAsync(set => set.SetProperty(part => part.Sha256, new byte[32])));

        var (anew, changed) = await PlayAsync(upload);

        Assert.Equal([whole, whole], [ofOther, anew]);
        Assert.Equal(3, new[] { version, foreign, changed }.Distinct().Count());
        Assert.Equal((1, 1), (Copies(upload).Length, Copies(other).Length));
    }

    [Fact]
    public async Task The_copy_goes_with_the_recording()
    {
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var listing = await ListingAsync(upload);
        await PlayAsync(upload);
        var copy = await File.ReadAllBytesAsync(Copies(upload)[0]);
        await using var begun = (await _silo.Get<IPlayback>().OpenAsync(listing)).Stream;
        await begun.ReadExactlyAsync(new byte[100]);

        await _silo.Grain(upload.Key).DestroyAsync();

        begun.Position = PartFormat.SegmentSize + 1;
        await Assert.ThrowsAsync<KeyGoneException>(async () => await begun.ReadExactlyAsync(new byte[100]));
        await Assert.ThrowsAsync<RecordingGoneException>(() => _silo.Get<IPlayback>().OpenAsync(listing));
        Assert.Empty(Tested.Files(_silo, upload));
        Assert.NotEmpty(copy);
    }

    [Theory]
    [InlineData("mark"), InlineData("key")]
    public async Task From_the_mark_or_the_end_of_its_key_on_nobody_opens_the_copy_though_it_is_there(string what)
    {
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var listing = await ListingAsync(upload);
        await PlayAsync(upload);

        if (what == "mark")
        {
            await MarkAsync(upload);
        }
        else
        {
            await _silo.Get<KeyVault>().DestroyAsync(upload.Key.Tenant, upload.KeyId);
        }

        await Assert.ThrowsAsync<RecordingGoneException>(() => _silo.Get<IPlayback>().OpenAsync(listing));
        Assert.Single(Copies(upload));
    }

    [Fact]
    public async Task A_recording_that_another_process_destroys_while_its_copy_is_made_leaves_none()
    {
        using var slow = OtherProgram.Of("ffmpeg \"$@\"", "code=$?", "touch \"$here/done\"", "while [ ! -e \"$here/go\" ]; do sleep 0.02; done", "exit $code");
        await RestartAsync(slow.Path);
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var listing = await ListingAsync(upload);
        var playing = _silo.Get<IPlayback>().OpenAsync(listing);
        await Tested.UntilAsync(() => Task.FromResult(slow.Has("done")));

        await MarkAsync(upload);
        using (var elsewhere = _silo.Make<KeyVault>())         // the key stays in the memory of this process for a while
        {
            await elsewhere.DestroyAsync(upload.Key.Tenant, upload.KeyId);
        }

        await _silo.Get<IBlobStore>().DeleteAllAsync([new(upload.Key)]);
        slow.Give("go");

        await Assert.ThrowsAsync<RecordingGoneException>(() => playing);
        Assert.Empty(Tested.Files(_silo, upload));
    }

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

        Assert.Equal(1, _ffmpeg.Runs);
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

        Assert.Equal(0, _ffmpeg.Runs);
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

    [Fact]
    public async Task Who_leaves_ends_the_run_and_the_next_one_gets_the_copy()
    {
        using var slow = OtherProgram.Of("[ -e \"$here/go\" ] || { touch \"$here/on\"; sleep 1000; }", "exec ffmpeg \"$@\"");
        await RestartAsync(slow.Path);
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var listing = await ListingAsync(upload);
        using var left = new CancellationTokenSource();

        var playing = _silo.Get<IPlayback>().OpenAsync(listing, left.Token);
        await Tested.UntilAsync(() => Task.FromResult(slow.Has("on")));
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        slow.Give("go");

        Assert.Equal((0, 0), (slow.Processes(), Copies(upload).Length));
        Assert.NotEqual("p", (await PlayAsync(upload)).Version);
    }

    [Fact]
    public async Task No_plain_byte_is_on_disk_while_a_copy_is_made_or_after_it()
    {
        var filmed = await Filmed.HourOfMp4Async();
        var mark = filmed[(filmed.Length / 2)..][..40];
        var upload = await UploadAsync(filmed);

        var playing = PlayAsync(upload);
        var looks = 0;
        for (; !playing.IsCompleted; looks++)
        {
            Tested.AssertNowhere(_silo.Folder, mark);
            foreach (var folder in Directory.GetFileSystemEntries(Path.GetTempPath(), "playback-*"))
            {
                Assert.Empty(Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder) : []);
            }
        }

        var (played, _) = await playing;
        Tested.AssertNowhere(_silo.Folder, mark);
        Assert.True(looks > 0 && played.AsSpan().IndexOf(mark) > 0, "the search had nothing to search");
        Assert.Single(Copies(upload));
    }

    [Theory]
    [InlineData(Filmed.WebMType), InlineData(Filmed.Mp4Type)]
    public async Task A_second_in_an_hour_is_found_within_300_ms(string type)
    {
        var upload = await UploadAsync(type == Filmed.Mp4Type ? await Filmed.HourOfMp4Async() : await Filmed.HourOfWebMAsync(), type);
        var head = new byte[2 << 20];
        await using (var first = (await _silo.Get<IPlayback>().OpenAsync(await ListingAsync(upload))).Stream)
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
            await using var stream = (await _silo.Get<IPlayback>().OpenAsync(await ListingAsync(upload))).Stream;
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

    private async Task RestartAsync(string ffmpeg)
    {
        _silo.Settings["Playback:Ffmpeg"] = ffmpeg;
        await _silo.DisposeAsync();
        _silo = await RecordingSilo.StartAsync(_silo.Settings);
    }

    private async Task<UploadView> UploadAsync(byte[] bytes, string type = Filmed.Mp4Type)
    {
        var upload = await _silo.BeginAsync(bytes.Length, type: type);
        Assert.True((await _silo.SendAsync(upload, 0, new MemoryStream(bytes))).Accepted);
        return upload;
    }

    private async Task<RecordingListing> ListingAsync(UploadView upload) => (await _silo.Recordings.FindAsync(upload.Key))!;

    private async Task<(byte[] Bytes, string Version)> PlayAsync(UploadView upload)
    {
        var played = await _silo.Get<IPlayback>().OpenAsync(await ListingAsync(upload));
        await using var stream = played.Stream;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return (copy.ToArray(), played.Version);
    }

    private Task MarkAsync(UploadView upload) =>
        ChangeAsync(upload, db => db.Set<DueRow>().Where(due => due.Asset == upload.Key.Id).ExecuteUpdateAsync(set => set.SetProperty(due => due.State, DueState.Destroying)));

    private async Task ChangeAsync(UploadView upload, Func<JobInterviewDbContext, Task> changeAsync)
    {
        await using var unit = await _silo.Get<IUnitsOfWork>().WriteAsync(upload.Key.Tenant);
        await changeAsync(unit.Db);
        await unit.CommitAsync();
    }

    private string[] Copies(UploadView upload) => [.. Tested.Files(_silo, upload).Where(file => PlaybackCopies.IsCopy(Path.GetFileName(file)))];
}

[SupportedOSPlatform("linux")]
public sealed class SqlitePlaybackTests(SqliteEngine engine) : PlaybackTests(engine);

[SupportedOSPlatform("linux")]
public sealed class PostgresPlaybackTests(PostgresEngine engine) : PlaybackTests(engine);
