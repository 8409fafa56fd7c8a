using JobInterview.Grains.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>A hold that says so takes up what comes later, whatever was cut short, and nothing that is lost.</summary>
public abstract class FutureHoldTests(Engine engine)
{
    [Fact]
    public async Task What_matches_later_is_taken_up_when_the_hold_says_so()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var session = await kept.SessionAsync();
        var other = await kept.EndedAsync();
        var hold = await HoldDesk.PlaceAsync(kept, new([], [session.Session.Id], [], IsFutureMatching: true));

        var later = await kept.RecordAsync(session);
        await kept.EndAsync(session);
        await kept.WorkAsync();
        storage.Clock.Advance(TimeSpan.FromDays(8));
        await kept.WorkAsync();

        Assert.True(await kept.HasKeyAsync(later));
        Assert.False(await kept.HasKeyAsync(other));
        Assert.Equal(1, (await storage.Get<IHoldShelf>().FindAsync(hold))!.Items);
    }

    [Fact]
    public async Task What_comes_under_a_hold_is_taken_up_by_the_rows_whatever_was_cut_short()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var session = await kept.SessionAsync();
        var first = await kept.RecordAsync(session);
        var hold = await HoldDesk.PlaceAsync(kept, new([], [session.Session.Id], [], IsFutureMatching: true));
        var later = await kept.RecordAsync(session);
        await kept.EndAsync(session);
        var (entry, now) = (await kept.EntryAsync(later), storage.Clock.GetUtcNow());
        Assert.True(await storage.Get<IDueLedger>().SaveAsync(kept.Tenant, [new(entry, entry.Start(now, kept.Terms.PolicyAt(now), now))]));   // and the process died before the hold took it up

        await kept.PassAsync(TimeSpan.FromDays(8));

        Assert.Equal((DueState.Held, DueState.Held), ((await kept.EntryAsync(first)).State, (await kept.EntryAsync(later)).State));
        Assert.Equal(KeptThings.Content, await kept.ReadAsync(later));
        Assert.True((await HoldDesk.ReleaseAsync(kept, hold, HoldDesk.Ann, HoldDesk.Bob)).Accepted);
        await kept.PassAsync(TimeSpan.Zero);
        Assert.False(await kept.HasKeyAsync(later));
    }

    [Fact]
    public async Task A_hold_covers_what_came_later_also_of_an_interview_that_runs_when_the_contract_ends()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var session = await kept.SessionAsync();
        await HoldDesk.PlaceAsync(kept, new([], [session.Session.Id], [], IsFutureMatching: true));
        var (held, free) = (await kept.RecordAsync(session), await kept.RecordAsync());
        kept.Terms = kept.Terms with { Plan = kept.Terms.Plan.Cancel(storage.Clock.GetUtcNow()).Value! };
        await kept.Run().ReckonAsync(kept.Tenant, kept.Terms, null);

        await kept.PassAsync(kept.Terms.Plan.GoneAt!.Value - storage.Clock.GetUtcNow() + TimeSpan.FromDays(1));

        Assert.Equal((DueState.Held, DueState.Destroyed), ((await kept.EntryAsync(held)).State, (await kept.EntryAsync(free)).State));
    }

    [Fact]
    public async Task What_has_lost_its_key_is_not_taken_up_and_holds_up_nothing()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var session = await kept.SessionAsync();
        await HoldDesk.PlaceAsync(kept, new([], [session.Session.Id], [], IsFutureMatching: true));
        var (lost, later) = (await kept.RecordAsync(session), await kept.RecordAsync(session));
        await storage.Get<KeyVault>().DestroyAsync(kept.Tenant, [(await kept.EntryAsync(lost)).KeyId]);

        await kept.WorkAsync();

        Assert.Equal((0, 1), ((await kept.EntryAsync(lost)).Holds, (await kept.EntryAsync(later)).Holds));
    }
}

public sealed class SqliteFutureHoldTests(SqliteEngine engine) : FutureHoldTests(engine);

public sealed class PostgresFutureHoldTests(PostgresEngine engine) : FutureHoldTests(engine);
