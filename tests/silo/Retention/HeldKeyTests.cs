using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>The key of a held thing is wrapped a second time, and both ways go when they must.</summary>
public abstract class HeldKeyTests(Engine engine)
{
    [Fact]
    public async Task What_is_held_opens_after_the_persons_own_key_is_destroyed_and_no_more_after_the_release()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var (held, free) = (await kept.EndedAsync(), await kept.EndedAsync());
        await kept.WorkAsync();
        var hold = await HoldDesk.PlaceAsync(kept, new([held.Id], [], []));
        foreach (var recording in new[] { held, free })
        {
            await storage.Get<KeyVault>().DestroySubjectAsync(new(kept.Tenant, (await kept.EntryAsync(recording)).SubjectId));
        }

        await using var next = await engine.StartAsync(storage);
        Assert.Equal(KeptThings.Content, await kept.In(next).ReadAsync(held));
        Assert.Null(await kept.In(next).ReadAsync(free));
        await storage.Get<KeyRotation>().BeginAsync(kept.Tenant);
        await storage.Make<KeyRotator>().RunAsync();
        storage.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(KeptThings.Content, await kept.In(next).ReadAsync(held));     // the hold's key has the new version above it too

        Assert.True((await HoldDesk.ReleaseAsync(kept, hold, HoldDesk.Ann, HoldDesk.Bob)).Accepted);
        storage.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await kept.ReadAsync(held));
        Assert.Null(await kept.In(next).ReadAsync(held));
        Assert.Empty(await storage.Get<KeyStore>().FindOfSubjectAsync(hold, default));
    }

    [Fact]
    public async Task The_second_wrap_of_what_is_destroyed_in_its_time_goes_with_it_and_each_is_in_the_log()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        await kept.WorkAsync();
        var (hold, entry) = (new TenantKey(kept.Tenant, RandomId.New()), await kept.EntryAsync(recording));
        Assert.True(await storage.Get<IHoldBook>().WrapAsync(hold, [entry]));      // and the process died before the hold counted
        var wrap = Assert.Single(await storage.Get<KeyStore>().FindWrapsAsync(kept.Tenant, [entry.KeyId], default));
        storage.Clock.Advance(TimeSpan.FromDays(7));

        await kept.WorkAsync();

        Assert.Empty(await storage.Get<KeyStore>().FindWrapsAsync(kept.Tenant, [entry.KeyId], default));
        Assert.Null(await kept.ReadAsync(recording));
        Assert.Contains(await storage.Get<ITombstones>().ReadAsync(0).ToListAsync(), tombstone => tombstone.Keys.Contains(wrap.Id) && tombstone.Keys.Contains(entry.KeyId));
    }

    [Fact]
    public async Task A_release_that_died_before_the_key_is_finished_by_the_sweeper_and_a_hold_in_force_is_left_alone()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var (one, other) = (await kept.EndedAsync(), await kept.EndedAsync());
        await kept.WorkAsync();
        var (over, inForce) = (await HoldDesk.PlaceAsync(kept, new([one.Id], [], [])), await HoldDesk.PlaceAsync(kept, new([other.Id], [], [])));
        Assert.True((await HoldDesk.Desk(kept).AskReleaseAsync(over, HoldDesk.Ann)).Accepted);
        var book = storage.Get<IHoldBook>();
        var before = (await book.FindAsync(over))!.Hold;
        Assert.True(await book.SaveAsync(over, before, before.Release(HoldDesk.Bob, storage.Clock.GetUtcNow()).Value!, [], HoldDesk.Bob));

        await storage.Make<LeftHoldKeys>().DestroyAsync();

        Assert.Empty(await storage.Get<KeyStore>().FindOfSubjectAsync(over, default));
        Assert.Equal(2, (await storage.Get<KeyStore>().FindOfSubjectAsync(inForce, default)).Count);
    }

    [Fact]
    public async Task What_the_candidate_gives_up_stays_while_it_is_held_and_goes_when_it_is_let_go()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        await kept.WorkAsync();
        var hold = await HoldDesk.PlaceAsync(kept, new([recording.Id], [], []));
        var rows = storage.Get<IRecordingRows>();
        var known = (await rows.LoadAsync(recording))!;

        await rows.SaveAsync(recording, known, known.Destroy(storage.Clock.GetUtcNow()));
        await rows.DestroyAsync(recording, known.KeyId);
        await kept.WorkAsync();
        Assert.True(await kept.HasKeyAsync(recording));
        Assert.NotEmpty(kept.Files(recording));

        Assert.True((await HoldDesk.ReleaseAsync(kept, hold, HoldDesk.Ann, HoldDesk.Bob)).Accepted);
        await kept.WorkAsync();
        Assert.False(await kept.HasKeyAsync(recording));
        Assert.Empty(kept.Files(recording));
    }
}

public sealed class SqliteHeldKeyTests(SqliteEngine engine) : HeldKeyTests(engine);

public sealed class PostgresHeldKeyTests(PostgresEngine engine) : HeldKeyTests(engine);
