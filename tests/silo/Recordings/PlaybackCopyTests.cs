using System.Runtime.Versioning;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data.Recordings;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Recordings;
using JobInterview.Silo.Recordings.Containers;
using JobInterview.Silo.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>Seekable copies on each database: made of whole recordings alone, sealed like them, and gone with them.</summary>
[SupportedOSPlatform("linux")]
public abstract class PlaybackCopyTests(Engine engine) : PlaybackSuite(engine)
{
    [Fact]
    public async Task A_fragmented_mp4_is_played_from_a_copy_and_kept_as_it_was_sent()
    {
        var filmed = await Filmed.Mp4Async();
        var upload = await UploadAsync(filmed);

        var (played, version) = await PlayAsync(upload);

        var layout = await Mp4.LookAsync(new(new MemoryStream(played), CancellationToken.None));
        Assert.True(layout is { IsFragmented: false, IsMovieFirst: true, Told: { IsDamaged: false, DurationMs: > 59_900 and < 60_100 } });
        Assert.Equal(await Filmed.SamplesAsync(filmed), await Filmed.SamplesAsync(played));
        Assert.Equal(filmed, await Silo.ReadAsync(upload));
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
        Assert.Equal(1, Ffmpeg.Runs);
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

            await (torn == left[^1] ? RestartAsync(Ffmpeg.Path) : Task.CompletedTask);
            var (again, other) = await PlayAsync(upload);

            Assert.Equal(whole, again);
            Assert.NotEqual(version, other);
            version = other;
        }

        Assert.Single(Copies(upload));
        Assert.Empty(Silo.Log.At(LogLevel.Critical));
    }

    [Fact]
    public async Task A_changed_copy_raises_the_alarm_and_its_viewer_sees_nothing_of_it()
    {
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var (whole, _) = await PlayAsync(upload);
        var changed = Assert.Single(Copies(upload));
        Tested.Change("flip", [changed], []);

        var (again, _) = await PlayAsync(upload);

        Assert.Equal(whole, again);
        Assert.NotEqual(changed, Assert.Single(Copies(upload)));
        Assert.Equal(RecordingState.Complete, (await ListingAsync(upload)).State);
        Assert.Contains(Silo.Log.At(LogLevel.Critical), text => text.StartsWith("Security: the seal of a recording", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_copy_that_can_not_be_made_anew_gives_no_changed_byte_and_then_way_to_what_was_sent()
    {
        var filmed = await Filmed.Mp4Async();
        var upload = await UploadAsync(filmed);
        await PlayAsync(upload);
        Tested.Change("flip", Copies(upload), []);
        await RestartAsync("no-such-program");

        await Assert.ThrowsAsync<SealBrokenException>(() => PlayAsync(upload));
        var (next, version) = await PlayAsync(upload);

        Assert.Equal(filmed, next);
        Assert.Equal(("p", RecordingState.Complete), (version, (await ListingAsync(upload)).State));
    }

    [Fact]
    public async Task From_its_first_broken_seal_on_a_recording_is_damaged_for_everyone_and_its_copy_does_not_hide_it()
    {
        var upload = await UploadAsync(await Filmed.Mp4Async());
        await PlayAsync(upload);
        Tested.Change("flip", [.. Tested.Files(Silo, upload).Except(Copies(upload))], []);
        var before = (await ListingAsync(upload)).State;

        await Assert.ThrowsAsync<SealBrokenException>(() => Silo.ReadAsync(upload));
        var found = (await ListingAsync(upload)).State;
        await Assert.ThrowsAsync<SealBrokenException>(() => PlayAsync(upload));
        await RestartAsync(Ffmpeg.Path);
        var (listed, known) = ((await ListingAsync(upload)).State, (await Silo.Grain(upload.Key).LookAsync(upload.SessionId)).Value!.State);

        Assert.Equal([RecordingState.Complete, RecordingState.Damaged, RecordingState.Damaged, RecordingState.Damaged], [before, found, listed, known]);
        await Assert.ThrowsAsync<SealBrokenException>(() => PlayAsync(upload));
    }

    [Fact]
    public async Task A_copy_plays_for_its_own_manifest_and_recording_alone()
    {
        var (upload, other) = (await UploadAsync(await Filmed.Mp4Async()), await UploadAsync(await Filmed.Mp4Async()));
        var (whole, version) = await PlayAsync(upload);
        File.Copy(Copies(upload)[0], Path.Combine(Path.GetDirectoryName(Tested.Files(Silo, other)[0])!, Path.GetFileName(Copies(upload)[0])));
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
        await using var begun = (await Silo.Get<IPlayback>().OpenAsync(listing)).Stream;
        await begun.ReadExactlyAsync(new byte[100]);

        await Silo.Grain(upload.Key).DestroyAsync();

        begun.Position = PartFormat.SegmentSize + 1;
        await Assert.ThrowsAsync<KeyGoneException>(async () => await begun.ReadExactlyAsync(new byte[100]));
        await Assert.ThrowsAsync<RecordingGoneException>(() => Silo.Get<IPlayback>().OpenAsync(listing));
        Assert.Empty(Tested.Files(Silo, upload));
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
            await Silo.Get<KeyVault>().DestroyAsync(upload.Key.Tenant, upload.KeyId);
        }

        await Assert.ThrowsAsync<RecordingGoneException>(() => Silo.Get<IPlayback>().OpenAsync(listing));
        Assert.Single(Copies(upload));
    }

    [Fact]
    public async Task A_recording_that_another_process_destroys_while_its_copy_is_made_leaves_none()
    {
        using var slow = OtherProgram.Of("ffmpeg \"$@\"", "code=$?", "touch \"$here/done\"", "while [ ! -e \"$here/go\" ]; do sleep 0.02; done", "exit $code");
        await RestartAsync(slow.Path);
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var listing = await ListingAsync(upload);
        var playing = Silo.Get<IPlayback>().OpenAsync(listing);
        await Tested.UntilAsync(() => Task.FromResult(slow.Has("done")));

        await MarkAsync(upload);
        using (var elsewhere = Silo.Make<KeyVault>())         // the key stays in the memory of this process for a while
        {
            await elsewhere.DestroyAsync(upload.Key.Tenant, upload.KeyId);
        }

        await Silo.Get<IBlobStore>().DeleteAllAsync([new(upload.Key)]);
        slow.Give("go");

        await Assert.ThrowsAsync<RecordingGoneException>(() => playing);
        Assert.Empty(Tested.Files(Silo, upload));
    }

    [Fact]
    public async Task Who_leaves_ends_the_run_and_the_next_one_gets_the_copy()
    {
        using var slow = OtherProgram.Of("[ -e \"$here/go\" ] || { touch \"$here/on\"; sleep 1000; }", "exec ffmpeg \"$@\"");
        await RestartAsync(slow.Path);
        var upload = await UploadAsync(await Filmed.Mp4Async());
        var listing = await ListingAsync(upload);
        using var left = new CancellationTokenSource();

        var playing = Silo.Get<IPlayback>().OpenAsync(listing, left.Token);
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
            Tested.AssertNowhere(Silo.Folder, mark);
            foreach (var folder in Directory.GetFileSystemEntries(Path.GetTempPath(), "playback-*"))
            {
                Assert.Empty(Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder) : []);
            }
        }

        var (played, _) = await playing;
        Tested.AssertNowhere(Silo.Folder, mark);
        Assert.True(looks > 0 && played.AsSpan().IndexOf(mark) > 0, "the search had nothing to search");
        Assert.Single(Copies(upload));
    }
}

[SupportedOSPlatform("linux")]
public sealed class SqlitePlaybackCopyTests(SqliteEngine engine) : PlaybackCopyTests(engine);

[SupportedOSPlatform("linux")]
public sealed class PostgresPlaybackCopyTests(PostgresEngine engine) : PlaybackCopyTests(engine);
