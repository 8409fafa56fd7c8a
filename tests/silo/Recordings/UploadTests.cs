using System.IO.Pipelines;
using System.Security.Cryptography;
using CsCheck;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Recordings;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>Bytes of uploads on each database: kept in order, whole, sealed, whatever happens to the line.</summary>
public abstract class UploadTests(Engine engine) : IAsyncLifetime
{
    private RecordingSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await RecordingSilo.StartAsync(await engine.SettingsAsync());

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Any_order_of_bodies_cuts_checksums_and_looks_leaves_exactly_what_was_acknowledged()
    {
        var step = Gen.Select(Gen.Int[0, 9], Gen.Frequency((3, Gen.Int[1, 500]), (2, Gen.Int[60_000, 70_000]), (1, Gen.Int[130_000, 300_000])), Gen.Int[0, 3]);

        await step.Array[1, 12].SampleAsync(async steps =>
        {
            var upload = await _silo.BeginAsync();
            var model = new List<byte>();
            foreach (var (what, size, wrong) in steps)
            {
                var bytes = Tested.Noise(model.Count + size)[model.Count..];    // goes on where the last one ended, also in the middle of the signature
                var checksum = what is 4 or 5 ? new AnnouncedChecksum(HashAlgorithmName.SHA256, SHA256.HashData(what == 4 ? bytes : [.. bytes, 0])) : null;
                var offset = what == 6 ? model.Count + 1 + wrong : model.Count;
                Stream body = what is 2 or 3 ? new CutBody(bytes) : new MemoryStream(bytes);
                var sent = what == 7 ? await _silo.Uploads.ResumeAsync(_silo.Grain(upload.Key), upload) : await _silo.SendAsync(upload, offset, body, checksum);
                if (what is not (5 or 6 or 7))
                {
                    model.AddRange(bytes);
                }

                Assert.Equal(what switch { 5 => "checksum-mismatch", 6 => "offset-mismatch", _ => null }, sent.Refusal?.Code);
                Assert.Equal(model.Count, (await _silo.Grain(upload.Key).LookAsync(upload.SessionId)).Value!.Offset);
            }

            Assert.Equal(model, await _silo.ReadAsync(upload));
            var kept = (await _silo.Recordings.PartsAsync(upload.Key)).Select(part => part.Name);
            Assert.Equal(kept.Order(), (await _silo.Get<IBlobStore>().ListAsync(new(upload.Key))).Select(blob => blob.Name).Order());
        }, iter: 60, threads: 1);
    }

    [Fact]
    public async Task A_long_body_is_one_stream_in_bounded_parts()
    {
        var bytes = Tested.Noise(20_000_000);
        var upload = await _silo.BeginAsync(bytes.Length);

        var sent = await _silo.SendAsync(upload, 0, new MemoryStream(bytes));

        var parts = await _silo.Recordings.PartsAsync(upload.Key);
        Assert.Equal(3, parts.Length);
        Assert.All(parts, part => Assert.Equal(SHA256.HashData(bytes.AsSpan((int)part.Offset, (int)part.Length)), part.Sha256));
        Assert.Equal(bytes, await _silo.ReadAsync(upload));
        Assert.True(sent.Value!.State is RecordingState.Complete);
    }

    [Fact]
    public async Task A_newer_connection_ends_the_older_one_and_keeps_what_it_had_sent()
    {
        var bytes = Tested.Noise(300_000);
        var upload = await _silo.BeginAsync(bytes.Length);
        var line = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var stale = _silo.Uploads.ReceiveAsync(_silo.Grain(upload.Key), upload, new(line.Reader, 0));
        await line.Writer.WriteAsync(bytes.AsMemory(0, 100_000));
        await Tested.UntilAsync(async () => await Tested.BlobBytesAsync(_silo, upload) >= PartFormat.SegmentSize);

        var resumed = await _silo.Uploads.ResumeAsync(_silo.Grain(upload.Key), upload);
        var refused = await stale;
        var rest = await _silo.SendAsync(upload, resumed.Value!.Offset, new MemoryStream(bytes[(int)resumed.Value.Offset..]));

        Assert.Equal("upload-superseded", refused.Refusal?.Code);
        Assert.Equal(100_000, resumed.Value.Offset);
        Assert.True(rest.Accepted);
        Assert.Equal(bytes, await _silo.ReadAsync(upload));
    }

    [Fact]
    public async Task A_writer_in_another_process_that_lost_its_lease_can_not_commit_and_what_it_sealed_is_not_sent_again()
    {
        var bytes = Tested.Noise(400_000);
        var upload = await _silo.BeginAsync(bytes.Length);
        var elsewhere = _silo.Make<RecordingUploads>(new UploadTurns(TimeProvider.System));
        var line = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var stale = elsewhere.ReceiveAsync(_silo.Grain(upload.Key), upload, new(line.Reader, 0));
        await line.Writer.WriteAsync(bytes.AsMemory(0, 200_000));
        await Tested.UntilAsync(async () => await Tested.BlobBytesAsync(_silo, upload) >= 3 * PartFormat.SegmentSize);

        var resumed = await _silo.Uploads.ResumeAsync(_silo.Grain(upload.Key), upload);
        await line.Writer.WriteAsync(bytes.AsMemory(200_000, 50_000));
        await line.Writer.CompleteAsync();
        var refused = await stale;
        var rest = await _silo.SendAsync(upload, resumed.Value!.Offset, new MemoryStream(bytes[(int)resumed.Value.Offset..]));

        Assert.Equal(3 * PartFormat.SegmentSize, resumed.Value.Offset);
        Assert.Equal("upload-superseded", refused.Refusal?.Code);
        Assert.True(rest.Accepted);
        Assert.Equal(bytes, await _silo.ReadAsync(upload));
        Assert.Equal(2, (await _silo.Get<IBlobStore>().ListAsync(new(upload.Key))).Count);
    }

    [Theory]
    [InlineData(0), InlineData(PartFormat.HeaderSize - 1), InlineData(PartFormat.HeaderSize + 10), InlineData(PartFormat.HeaderSize + PartFormat.SealedSegmentSize)]
    [InlineData(PartFormat.HeaderSize + (2 * PartFormat.SealedSegmentSize) - 1), InlineData(PartFormat.HeaderSize + (2 * PartFormat.SealedSegmentSize) + 999)]
    public async Task What_a_killed_process_left_is_kept_up_to_the_last_whole_segment(int torn)
    {
        var bytes = Tested.Noise(1_000_000);
        var upload = await _silo.BeginAsync();
        await Tested.LeaveAsync(_silo, upload, bytes, torn);
        await _silo.DisposeAsync();
        _silo = await RecordingSilo.StartAsync(_silo.Settings);

        var resumed = await _silo.Uploads.ResumeAsync(_silo.Grain(upload.Key), upload);

        var whole = Math.Max(0, torn - PartFormat.HeaderSize) / PartFormat.SealedSegmentSize * PartFormat.SegmentSize;
        Assert.Equal(whole, resumed.Value!.Offset);
        Assert.Equal(bytes[..whole], await _silo.ReadAsync(upload));
        Assert.Equal(whole == 0 ? 0 : 1, (await _silo.Get<IBlobStore>().ListAsync(new(upload.Key))).Count);
    }

    [Fact]
    public async Task A_tail_under_a_checksum_that_nobody_checked_is_not_kept()
    {
        var upload = await _silo.BeginAsync();
        await Tested.LeaveAsync(_silo, upload, Tested.Noise(500_000), int.MaxValue, isProvisional: true);
        await _silo.DisposeAsync();
        _silo = await RecordingSilo.StartAsync(_silo.Settings);

        var resumed = await _silo.Uploads.ResumeAsync(_silo.Grain(upload.Key), upload);

        Assert.Equal(0, resumed.Value!.Offset);
        Assert.Empty(await _silo.Get<IBlobStore>().ListAsync(new(upload.Key)));
    }

    [Fact]
    public async Task No_plain_byte_is_on_disk_at_any_moment()
    {
        var mark = "a marmalade of xylophones, said aloud"u8.ToArray();
        var bytes = Tested.Noise(4);
        bytes = [.. bytes, .. Enumerable.Repeat(mark, 30_000).SelectMany(m => m)];
        var upload = await _silo.BeginAsync(bytes.Length);
        var line = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var sending = _silo.Uploads.ReceiveAsync(_silo.Grain(upload.Key), upload, new(line.Reader, 0));
        for (var at = 0; at < bytes.Length; at += 200_000)
        {
            await line.Writer.WriteAsync(bytes.AsMemory(at, Math.Min(200_000, bytes.Length - at)));
            Tested.AssertNowhere(_silo.Folder, mark);
        }

        await line.Writer.CompleteAsync();
        Assert.True((await sending).Accepted);

        Tested.AssertNowhere(_silo.Folder, mark);
        Assert.True(await Tested.BlobBytesAsync(_silo, upload) > bytes.Length);   // the search had something to search
    }

    [Theory]
    [InlineData("flip"), InlineData("truncate"), InlineData("lengthen"), InlineData("swap-segments"), InlineData("other-session"), InlineData("swap-parts"), InlineData("missing")]
    public async Task A_changed_recording_raises_the_alarm_and_gives_no_byte_of_the_changed_segment(string change)
    {
        var tenant = TenantId.New();
        var (upload, other) = (await _silo.BeginAsync(tenant: tenant), await _silo.BeginAsync(tenant: tenant));
        var bytes = Tested.Noise(400_000);
        foreach (var each in new[] { upload, other })
        {
            await _silo.SendAsync(each, 0, new MemoryStream(bytes[..200_000]));
            await _silo.SendAsync(each, 200_000, new MemoryStream(bytes[200_000..]));
        }

        Tested.Change(change, Tested.Files(_silo, upload), Tested.Files(_silo, other));
        var got = new List<byte>();
        await using var stream = await _silo.Recordings.OpenAsync(upload.Key);
        var broken = await Assert.ThrowsAsync<SealBrokenException>(async () =>
        {
            var buffer = new byte[10_000];
            for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
            {
                got.AddRange(buffer[..read]);
            }
        });

        Assert.NotNull(broken);
        Assert.Equal(bytes[..got.Count], got);
        Assert.True(got.Count <= PartFormat.SegmentSize, "a byte behind the change was given");
        Assert.Contains(_silo.Log.At(LogLevel.Critical), text => text.StartsWith("Security: the seal of a recording", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Destroyed_is_destroyed_key_first_and_for_whoever_asks()
    {
        var upload = await _silo.BeginAsync(1_000);
        await _silo.SendAsync(upload, 0, new MemoryStream(Tested.Noise(1_000)));

        await _silo.Grain(upload.Key).DestroyAsync();
        await _silo.Grain(upload.Key).DestroyAsync();

        await Assert.ThrowsAsync<RecordingGoneException>(() => _silo.Recordings.OpenAsync(upload.Key));
        await Assert.ThrowsAsync<KeyGoneException>(async () => await _silo.Get<KeyVault>().OpenAsync(upload.Key.Tenant, upload.KeyId));
        Assert.Empty(await _silo.Get<IBlobStore>().ListAsync(new(upload.Key)));
        Assert.Equal(RecordingState.Destroyed, (await _silo.Recordings.FindAsync(upload.Key))!.State);
        Assert.Equal("recording-expired", (await _silo.Uploads.ResumeAsync(_silo.Grain(upload.Key), upload)).Refusal?.Code);
    }

    [Fact]
    public async Task What_arrived_of_an_upload_that_nobody_finishes_goes_when_its_time_is_over()
    {
        var (tenant, now) = (TenantId.New(), DateTimeOffset.UtcNow);
        var (left, whole) = (await _silo.BeginAsync(2_000, tenant), await _silo.BeginAsync(1_000, tenant));
        await _silo.SendAsync(left, 0, new MemoryStream(Tested.Noise(1_000)));
        await _silo.SendAsync(whole, 0, new MemoryStream(Tested.Noise(1_000)));

        await _silo.Get<DailyRound>().ExpireAsync(tenant, now.AddDays(6));
        Assert.Equal(1_000, (await _silo.Grain(left.Key).LookAsync(left.SessionId)).Value!.Offset);
        await _silo.Get<DailyRound>().ExpireAsync(tenant, now.AddDays(8));

        Assert.Empty(await _silo.Get<IBlobStore>().ListAsync(new(left.Key)));
        await Assert.ThrowsAsync<KeyGoneException>(async () => await _silo.Get<KeyVault>().OpenAsync(tenant, left.KeyId));
        Assert.Equal("upload-expired", (await _silo.SendAsync(left, 1_000, new MemoryStream(Tested.Noise(1_000)))).Refusal?.Code);
        Assert.Equal(1_000, (await _silo.ReadAsync(whole)).Length);
    }

    [Fact]
    public async Task Of_two_activations_that_save_one_wins_and_tenants_see_only_their_own()
    {
        var upload = await _silo.BeginAsync();
        var rows = _silo.Get<IRecordingRows>();
        var known = (await rows.LoadAsync(upload.Key))!;
        var part = new RecordingPart("p", 0, 10, 50, new byte[32]);
        var next = known.Add([part], null, new(), DateTimeOffset.UtcNow).Value!;

        var outcomes = new[] { await rows.SaveAsync(upload.Key, known, next), await rows.SaveAsync(upload.Key, known, next) };

        Assert.Equal([RowsOutcome.Saved, RowsOutcome.Fenced], outcomes);
        Assert.Null(await rows.LoadAsync(new(TenantId.New(), upload.Key.Id)));
        Assert.Null(await _silo.Recordings.FindAsync(new(TenantId.New(), upload.Key.Id)));
    }
}

public sealed class SqliteUploadTests(SqliteEngine engine) : UploadTests(engine);

public sealed class PostgresUploadTests(PostgresEngine engine) : UploadTests(engine);
