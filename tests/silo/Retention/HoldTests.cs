using JobInterview.Grains.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>Legal holds on the real stores: they keep single things, also against an erasure, and let go of them at once.</summary>
public abstract class HoldTests(Engine engine)
{
    [Fact]
    public async Task What_is_held_outlives_its_time_and_its_neighbours_do_not()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var (held, free) = (await kept.EndedAsync(), await kept.EndedAsync());
        await kept.WorkAsync();

        await HoldDesk.PlaceAsync(kept, new([held.Id], [], []));
        storage.Clock.Advance(TimeSpan.FromDays(30));
        await kept.WorkAsync();

        Assert.Equal(DueState.Held, (await kept.EntryAsync(held)).State);
        Assert.True(await kept.HasKeyAsync(held));
        Assert.False(await kept.HasKeyAsync(free));
    }

    [Fact]
    public async Task A_release_lets_go_of_what_was_waiting_for_it_and_a_second_hold_does_not()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var (once, twice) = (await kept.EndedAsync(), await kept.EndedAsync());
        await kept.WorkAsync();
        var hold = await HoldDesk.PlaceAsync(kept, new([once.Id, twice.Id], [], []));
        await HoldDesk.PlaceAsync(kept, new([twice.Id], [], []));
        storage.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal("second-person-needed", (await HoldDesk.ReleaseAsync(kept, hold, HoldDesk.Ann, HoldDesk.Ann)).Refusal!.Code);
        await kept.WorkAsync();
        Assert.True(await kept.HasKeyAsync(once));
        Assert.Equal(HoldState.Released, (await HoldDesk.Desk(kept).ReleaseAsync(hold, HoldDesk.Bob, kept.Terms)).Value!.State);
        await kept.WorkAsync();

        Assert.False(await kept.HasKeyAsync(once));
        Assert.True(await kept.HasKeyAsync(twice));
        Assert.Equal(["legal-hold.released", "legal-hold.release-asked", "legal-hold.placed", "legal-hold.asked", "legal-hold.placed", "legal-hold.asked"], await HoldDesk.ActionsAsync(kept));
    }

    [Fact]
    public async Task One_person_alone_keeps_nothing()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        var hold = new TenantKey(kept.Tenant, RandomId.New());
        await HoldDesk.Desk(kept).AskAsync(hold, HoldDesk.Request(storage, new([recording.Id], [], [])), HoldDesk.Ann);

        Assert.Equal("second-person-needed", (await HoldDesk.Desk(kept).PlaceAsync(hold, HoldDesk.Ann, kept.Terms)).Refusal!.Code);
        storage.Clock.Advance(TimeSpan.FromDays(8));
        await kept.WorkAsync();

        Assert.False(await kept.HasKeyAsync(recording));
    }

    [Fact]
    public async Task A_hold_on_what_is_destroyed_fails_loudly_and_keeps_nothing_else()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var gone = await kept.EndedAsync();
        storage.Clock.Advance(TimeSpan.FromDays(8));
        var alive = await kept.EndedAsync();
        await kept.WorkAsync();
        var hold = new TenantKey(kept.Tenant, RandomId.New());
        await HoldDesk.Desk(kept).AskAsync(hold, HoldDesk.Request(storage, new([gone.Id, alive.Id], [], [])), HoldDesk.Ann);

        Assert.Equal("already-destroyed", (await HoldDesk.Desk(kept).PlaceAsync(hold, HoldDesk.Bob, kept.Terms)).Refusal!.Code);
        Assert.Equal(0, (await kept.EntryAsync(alive)).Holds);
    }

    [Fact]
    public async Task Another_company_sees_no_hold_and_its_things_are_not_kept_by_one()
    {
        await using var storage = await engine.StartAsync();
        var (kept, other) = (new KeptThings(storage), new KeptThings(storage));
        var foreign = await other.EndedAsync();
        var own = await kept.EndedAsync();
        var hold = new TenantKey(kept.Tenant, RandomId.New());
        Assert.Equal([new("/recordings/1", "unknown")], (await HoldDesk.Desk(kept).AskAsync(hold, HoldDesk.Request(storage, new([own.Id, foreign.Id], [], [])), HoldDesk.Ann)).Refusal!.Faults);

        Assert.True((await HoldDesk.Desk(kept).AskAsync(hold, HoldDesk.Request(storage, new([own.Id], [], [])), HoldDesk.Ann)).Accepted);
        Assert.Null(await storage.Get<IHoldShelf>().FindAsync(new(other.Tenant, hold.Id)));
        Assert.Empty((await storage.Get<IHoldShelf>().ListAsync(other.Tenant, null, 10)).Items);
    }

    [Fact]
    public async Task A_hold_on_what_nobody_knows_is_refused_by_its_place_and_a_foreign_id_answers_alike()
    {
        await using var storage = await engine.StartAsync();
        var (kept, other) = (new KeptThings(storage), new KeptThings(storage));
        var (recording, foreign) = (await kept.EndedAsync(), await other.EndedAsync());
        var (ours, theirs) = (await kept.EntryAsync(recording), await other.EntryAsync(foreign));
        var hold = new TenantKey(kept.Tenant, RandomId.New());

        var unknown = await HoldDesk.Desk(kept).AskAsync(hold, HoldDesk.Request(storage, new([ours.Asset.Id, RandomId.New()], [RandomId.New(), ours.SessionId], [ours.SubjectId, ours.SubjectId, RandomId.New()])), HoldDesk.Ann);
        var another = await HoldDesk.Desk(kept).AskAsync(hold, HoldDesk.Request(storage, new([ours.Asset.Id, foreign.Id], [theirs.SessionId, ours.SessionId], [ours.SubjectId, ours.SubjectId, theirs.SubjectId])), HoldDesk.Ann);

        Assert.Equal([new("/recordings/1", "unknown"), new("/sessions/0", "unknown"), new("/subjects/2", "unknown")], unknown.Refusal!.Faults);
        Assert.Equal(unknown.Refusal.Faults, another.Refusal!.Faults);
        Assert.Null(await storage.Get<IHoldShelf>().FindAsync(hold));
        var asked = await HoldDesk.Desk(kept).AskAsync(hold, HoldDesk.Request(storage, new([ours.Asset.Id], [ours.SessionId], [ours.SubjectId, ours.SubjectId])), HoldDesk.Ann);
        Assert.Equal([ours.SubjectId], asked.Value!.Scope.Subjects);
    }
}

public sealed class SqliteHoldTests(SqliteEngine engine) : HoldTests(engine);

public sealed class PostgresHoldTests(PostgresEngine engine) : HoldTests(engine);
