using System.Text;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Recordings;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>The promise on the real stores: rows, blobs and keys, with a clock that only the test moves.</summary>
public abstract class RetentionTests(Engine engine)
{
    [Fact]
    public async Task A_recording_goes_when_its_time_is_over_and_not_before()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();

        storage.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(RetentionTally.Nothing, await kept.WorkAsync());
        Assert.Equal(KeptThings.Content, await kept.ReadAsync(recording));

        storage.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await kept.WorkAsync()).Shredded);
        await AssertGoneAsync(kept, recording);
    }

    [Fact]
    public async Task The_times_of_many_ends_begin_in_one_go_also_where_nothing_is_due()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var (session, key) = await kept.SessionAsync();
        await using (var unit = await storage.Get<IUnitsOfWork>().WriteAsync(kept.Tenant))
        {
            unit.Db.AddRange(Enumerable.Range(0, RetentionRun.PageSize + 1).Select(_ => DueRow.Of(new()
            {
                Asset = new(kept.Tenant, RandomId.New()), Kind = AssetKind.Recording, SessionId = session.Id, SubjectId = RandomId.New(), KeyId = RandomId.New(),
            })));
            await unit.CommitAsync();
        }

        await kept.EndAsync((session, key));
        await kept.WorkAsync();

        Assert.Empty(await storage.Get<IDueLedger>().EndedAsync(kept.Tenant, 1));
    }

    [Fact]
    public async Task The_end_is_told_once_and_only_when_no_process_can_hold_the_key()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        storage.Clock.Advance(TimeSpan.FromDays(8));

        await kept.WorkAsync();
        storage.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, (await kept.WorkAsync()).Finished);
        Assert.Equal((0, DueState.Destroying), (await kept.EventsAsync(recording), (await kept.EntryAsync(recording)).State));

        storage.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await kept.WorkAsync()).Finished);
        Assert.Equal(RetentionTally.Nothing, await kept.WorkAsync());
        Assert.Equal((1, DueState.Destroyed), (await kept.EventsAsync(recording), (await kept.EntryAsync(recording)).State));
        Assert.Equal(TimeSpan.FromDays(1), (await storage.Get<IDueShelf>().SummaryAsync(kept.Tenant, storage.Clock.GetUtcNow())).LongestLag);
    }

    [Fact]
    public async Task A_recording_that_began_after_the_end_of_its_interview_counts_from_that_end()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var session = await kept.SessionAsync();
        await kept.EndAsync(session);
        storage.Clock.Advance(TimeSpan.FromDays(5));

        var late = await kept.RecordAsync(session);
        storage.Clock.Advance(TimeSpan.FromDays(2));
        await kept.WorkAsync();

        await AssertGoneAsync(kept, late);
    }

    [Fact]
    public async Task While_the_interview_runs_nothing_of_it_goes()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.RecordAsync();
        storage.Clock.Advance(TimeSpan.FromDays(400));

        await kept.WorkAsync();

        Assert.Equal(KeptThings.Content, await kept.ReadAsync(recording));
        Assert.Equal((null, "session-running"), ((await kept.EntryAsync(recording)).DueAt, (await kept.EntryAsync(recording)).Rule));
    }

    [Fact]
    public async Task An_upgrade_before_the_mark_keeps_and_a_smaller_plan_makes_due_what_is_over_its_limit()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        await kept.WorkAsync();
        storage.Clock.Advance(TimeSpan.FromDays(8));

        kept.Terms = kept.Terms with { Plan = kept.Terms.Plan.Change(PlanTier.Professional, storage.Clock.GetUtcNow()).Value! };
        await kept.WorkAsync();
        Assert.Equal(KeptThings.Content, await kept.ReadAsync(recording));

        kept.Terms = kept.Terms with { Plan = kept.Terms.Plan with { Tier = PlanTier.Starter, Version = 9 } };
        await kept.Run().ReckonAsync(kept.Tenant, kept.Terms, null);
        await kept.WorkAsync();
        await AssertGoneAsync(kept, recording);
    }

    [Fact]
    public async Task Another_company_keeps_its_own()
    {
        await using var storage = await engine.StartAsync();
        var (starter, other) = (new KeptThings(storage), new KeptThings(storage));
        var (own, foreign) = (await starter.EndedAsync(), await other.EndedAsync());
        storage.Clock.Advance(TimeSpan.FromDays(8));

        await starter.WorkAsync();

        await AssertGoneAsync(starter, own);
        Assert.Equal(KeptThings.Content, await other.ReadAsync(foreign));
        Assert.Null(await storage.Get<IDueShelf>().FindAsync(new(starter.Tenant, foreign.Id)));
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public async Task A_process_that_dies_between_any_two_steps_leaves_nothing_half_done(int step)
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        TenantKey[] recordings = [await kept.EndedAsync(), await kept.EndedAsync(), await kept.EndedAsync()];
        storage.Clock.Advance(TimeSpan.FromDays(7));
        var dying = new DyingShredder(storage.Get<IShredder>(), step);

        await Assert.ThrowsAsync<ProcessDiedException>(async () =>
        {
            await kept.WorkAsync(dying);
            storage.Clock.Advance(DueEntry.LeaseLimit);
            await kept.WorkAsync(dying);
        });
        Assert.All(await Task.WhenAll(recordings.Select(kept.ReadAsync)), Assert.Null);

        await using var next = await engine.StartAsync(storage);
        var after = kept.In(next);
        await after.WorkAsync();
        next.Clock.Advance(DueEntry.LeaseLimit);
        await after.WorkAsync();

        foreach (var recording in recordings)
        {
            await AssertGoneAsync(after, recording);
            Assert.Equal((1, DueState.Destroyed), (await after.EventsAsync(recording), (await after.EntryAsync(recording)).State));
        }
    }

    [Theory]
    [InlineData(1), InlineData(2)]
    public async Task An_upgrade_after_a_death_takes_the_mark_back_only_where_the_key_is_whole(int step)
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        storage.Clock.Advance(TimeSpan.FromDays(7));
        await Assert.ThrowsAsync<ProcessDiedException>(() => kept.WorkAsync(new DyingShredder(storage.Get<IShredder>(), step - 1)));

        await using var next = await engine.StartAsync(storage);
        var after = kept.In(next);
        after.Terms = kept.Terms with { Plan = kept.Terms.Plan.Change(PlanTier.Enterprise, next.Clock.GetUtcNow()).Value! };
        await after.WorkAsync();

        Assert.Equal(step == 1 ? KeptThings.Content : null, await after.ReadAsync(recording));
        Assert.Equal(step == 1, await after.HasKeyAsync(recording));
    }

    [Fact]
    public async Task Yesterdays_ciphertext_put_back_by_hand_opens_for_nobody()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        var backup = kept.Files(recording).ToDictionary(file => file, File.ReadAllBytes);
        Assert.NotEmpty(backup);
        storage.Clock.Advance(TimeSpan.FromDays(7));
        await kept.WorkAsync();

        foreach (var (file, bytes) in backup)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, bytes);
        }

        await storage.ExecuteAsync("update recordings set state = 'Complete'");
        await storage.ExecuteAsync("update due_ledger set state = 'Scheduled', due_at = null");
        await using var restarted = await engine.StartAsync(storage);
        Assert.Null(await kept.In(restarted).ReadAsync(recording));
        Tested.AssertNowhere(storage.Path, Encoding.UTF8.GetBytes(KeptThings.Words));
    }

    [Fact]
    public async Task Another_process_that_reads_at_that_moment_stops_within_half_a_minute()
    {
        await using var storage = await engine.StartAsync();
        await using var other = await engine.StartAsync(storage);
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        storage.Clock.Advance(TimeSpan.FromDays(7));
        await using var stream = await other.Get<IRecordings>().OpenAsync(recording);
        await stream.ReadExactlyAsync(new byte[4]);

        await kept.WorkAsync();
        Assert.Equal(0, await kept.EventsAsync(recording));
        storage.Clock.Advance(DueEntry.LeaseLimit);
        stream.Position = KeptThings.Content.Length / 2;      // further on in the same part
        await Assert.ThrowsAsync<KeyGoneException>(() => stream.ReadExactlyAsync(new byte[4]).AsTask());
        await kept.WorkAsync();

        Assert.Equal(1, await kept.EventsAsync(recording));
    }

    [Fact]
    public async Task What_the_candidate_gave_up_is_finished_by_the_ledger_when_the_process_dies_first()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.RecordAsync();
        var rows = storage.Get<IRecordingRows>();
        var known = (await rows.LoadAsync(recording))!;

        await rows.SaveAsync(recording, known, known.Destroy(storage.Clock.GetUtcNow()));
        Assert.True(await kept.HasKeyAsync(recording));
        await kept.WorkAsync();

        await AssertGoneAsync(kept, recording);
        Assert.Equal("given-up", (await kept.EntryAsync(recording)).Rule);
    }

    private static async Task AssertGoneAsync(KeptThings kept, TenantKey recording)
    {
        Assert.False(await kept.HasKeyAsync(recording));
        Assert.Empty(kept.Files(recording));
        Assert.Null(await kept.ReadAsync(recording));
        Assert.Empty(await kept.Storage.Get<IRecordings>().PartsAsync(recording));
        Assert.Equal(RecordingState.Destroyed, (await kept.Storage.Get<IRecordings>().FindAsync(recording))!.State);
        Assert.Empty(await kept.Storage.Get<IBlobStore>().ListAsync(new(recording)));
    }
}

public sealed class SqliteRetentionTests(SqliteEngine engine) : RetentionTests(engine);

public sealed class PostgresRetentionTests(PostgresEngine engine) : RetentionTests(engine);
