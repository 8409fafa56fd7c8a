using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>Legal holds on the real stores: they keep single things, also against an erasure, and let go of them at once.</summary>
public abstract class HoldTests(Engine engine)
{
    private static readonly Guid Ann = Guid.NewGuid();
    private static readonly Guid Bob = Guid.NewGuid();

    [Fact]
    public async Task What_is_held_outlives_its_time_and_its_neighbours_do_not()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var (held, free) = (await kept.EndedAsync(), await kept.EndedAsync());
        await kept.WorkAsync();

        await PlaceAsync(kept, new([held.Id], [], []));
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
        var hold = await PlaceAsync(kept, new([once.Id, twice.Id], [], []));
        await PlaceAsync(kept, new([twice.Id], [], []));
        storage.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal("second-person-needed", (await ReleaseAsync(kept, hold, Ann, Ann)).Refusal!.Code);
        await kept.WorkAsync();
        Assert.True(await kept.HasKeyAsync(once));
        Assert.Equal(HoldState.Released, (await Desk(kept).ReleaseAsync(hold, Bob, kept.Terms)).Value!.State);
        await kept.WorkAsync();

        Assert.False(await kept.HasKeyAsync(once));
        Assert.True(await kept.HasKeyAsync(twice));
        Assert.Equal(["legal-hold.released", "legal-hold.release-asked", "legal-hold.placed", "legal-hold.asked", "legal-hold.placed", "legal-hold.asked"], await ActionsAsync(kept));
    }

    [Fact]
    public async Task One_person_alone_keeps_nothing()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        var hold = new TenantKey(kept.Tenant, RandomId.New());
        await Desk(kept).AskAsync(hold, Request(storage, new([recording.Id], [], [])), Ann);

        Assert.Equal("second-person-needed", (await Desk(kept).PlaceAsync(hold, Ann, kept.Terms)).Refusal!.Code);
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
        await Desk(kept).AskAsync(hold, Request(storage, new([gone.Id, alive.Id], [], [])), Ann);

        Assert.Equal("already-destroyed", (await Desk(kept).PlaceAsync(hold, Bob, kept.Terms)).Refusal!.Code);
        Assert.Equal(0, (await kept.EntryAsync(alive)).Holds);
    }

    [Fact]
    public async Task What_matches_later_is_taken_up_when_the_hold_says_so()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var session = await kept.SessionAsync();
        var other = await kept.EndedAsync();
        var hold = await PlaceAsync(kept, new([], [session.Session.Id], [], IsFutureMatching: true));

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
    public async Task Another_company_sees_no_hold_and_its_things_are_not_kept_by_one()
    {
        await using var storage = await engine.StartAsync();
        var (kept, other) = (new KeptThings(storage), new KeptThings(storage));
        var foreign = await other.EndedAsync();
        var own = await kept.EndedAsync();
        var hold = new TenantKey(kept.Tenant, RandomId.New());
        Assert.Equal([new("/recordings/1", "unknown")], (await Desk(kept).AskAsync(hold, Request(storage, new([own.Id, foreign.Id], [], [])), Ann)).Refusal!.Faults);

        Assert.True((await Desk(kept).AskAsync(hold, Request(storage, new([own.Id], [], [])), Ann)).Accepted);
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

        var unknown = await Desk(kept).AskAsync(hold, Request(storage, new([ours.Asset.Id, RandomId.New()], [RandomId.New(), ours.SessionId], [ours.SubjectId, ours.SubjectId, RandomId.New()])), Ann);
        var another = await Desk(kept).AskAsync(hold, Request(storage, new([ours.Asset.Id, foreign.Id], [theirs.SessionId, ours.SessionId], [ours.SubjectId, ours.SubjectId, theirs.SubjectId])), Ann);

        Assert.Equal([new("/recordings/1", "unknown"), new("/sessions/0", "unknown"), new("/subjects/2", "unknown")], unknown.Refusal!.Faults);
        Assert.Equal(unknown.Refusal.Faults, another.Refusal!.Faults);
        Assert.Null(await storage.Get<IHoldShelf>().FindAsync(hold));
        var asked = await Desk(kept).AskAsync(hold, Request(storage, new([ours.Asset.Id], [ours.SessionId], [ours.SubjectId, ours.SubjectId])), Ann);
        Assert.Equal([ours.SubjectId], asked.Value!.Scope.Subjects);
    }

    [Fact]
    public async Task What_is_held_opens_after_the_persons_own_key_is_destroyed_and_no_more_after_the_release()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var (held, free) = (await kept.EndedAsync(), await kept.EndedAsync());
        await kept.WorkAsync();
        var hold = await PlaceAsync(kept, new([held.Id], [], []));
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

        Assert.True((await ReleaseAsync(kept, hold, Ann, Bob)).Accepted);
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
        var (over, inForce) = (await PlaceAsync(kept, new([one.Id], [], [])), await PlaceAsync(kept, new([other.Id], [], [])));
        Assert.True((await Desk(kept).AskReleaseAsync(over, Ann)).Accepted);
        var book = storage.Get<IHoldBook>();
        var before = (await book.FindAsync(over))!.Hold;
        Assert.True(await book.SaveAsync(over, before, before.Release(Bob, storage.Clock.GetUtcNow()).Value!, [], Bob));

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
        var hold = await PlaceAsync(kept, new([recording.Id], [], []));
        var rows = storage.Get<IRecordingRows>();
        var known = (await rows.LoadAsync(recording))!;

        await rows.SaveAsync(recording, known, known.Destroy(storage.Clock.GetUtcNow()));
        await rows.DestroyAsync(recording, known.KeyId);
        await kept.WorkAsync();
        Assert.True(await kept.HasKeyAsync(recording));
        Assert.NotEmpty(kept.Files(recording));

        Assert.True((await ReleaseAsync(kept, hold, Ann, Bob)).Accepted);
        await kept.WorkAsync();
        Assert.False(await kept.HasKeyAsync(recording));
        Assert.Empty(kept.Files(recording));
    }

    [Fact]
    public async Task What_comes_under_a_hold_is_taken_up_by_the_rows_whatever_was_cut_short()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var session = await kept.SessionAsync();
        var first = await kept.RecordAsync(session);
        var hold = await PlaceAsync(kept, new([], [session.Session.Id], [], IsFutureMatching: true));
        var later = await kept.RecordAsync(session);
        await kept.EndAsync(session);
        var (entry, now) = (await kept.EntryAsync(later), storage.Clock.GetUtcNow());
        Assert.True(await storage.Get<IDueLedger>().SaveAsync(kept.Tenant, [new(entry, entry.Start(now, kept.Terms.PolicyAt(now), now))]));   // and the process died before the hold took it up

        await kept.PassAsync(TimeSpan.FromDays(8));

        Assert.Equal((DueState.Held, DueState.Held), ((await kept.EntryAsync(first)).State, (await kept.EntryAsync(later)).State));
        Assert.Equal(KeptThings.Content, await kept.ReadAsync(later));
        Assert.True((await ReleaseAsync(kept, hold, Ann, Bob)).Accepted);
        await kept.PassAsync(TimeSpan.Zero);
        Assert.False(await kept.HasKeyAsync(later));
    }

    [Fact]
    public async Task A_hold_covers_what_came_later_also_of_an_interview_that_runs_when_the_contract_ends()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var session = await kept.SessionAsync();
        await PlaceAsync(kept, new([], [session.Session.Id], [], IsFutureMatching: true));
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
        await PlaceAsync(kept, new([], [session.Session.Id], [], IsFutureMatching: true));
        var (lost, later) = (await kept.RecordAsync(session), await kept.RecordAsync(session));
        await storage.Get<KeyVault>().DestroyAsync(kept.Tenant, [(await kept.EntryAsync(lost)).KeyId]);

        await kept.WorkAsync();

        Assert.Equal((0, 1), ((await kept.EntryAsync(lost)).Holds, (await kept.EntryAsync(later)).Holds));
    }

    private static Holding Desk(KeptThings kept) => new(kept.Storage.Get<IHoldBook>(), kept.Storage.Make<ProcessClock>(kept.Storage.Get<IDueLedger>()));

    private static HoldRequest Request(TestStorage storage, HoldScope scope) => new("A dispute about one interview", scope, storage.Clock.GetUtcNow().AddDays(90));

    private static async Task<TenantKey> PlaceAsync(KeptThings kept, HoldScope scope)
    {
        var hold = new TenantKey(kept.Tenant, RandomId.New());
        Assert.True((await Desk(kept).AskAsync(hold, Request(kept.Storage, scope), Ann)).Accepted);
        Assert.True((await Desk(kept).PlaceAsync(hold, Bob, kept.Terms)).Accepted);
        return hold;
    }

    private static async Task<Grains.Outcome<LegalHold>> ReleaseAsync(KeptThings kept, TenantKey hold, Guid asks, Guid lifts)
    {
        Assert.True((await Desk(kept).AskReleaseAsync(hold, asks)).Accepted);
        return await Desk(kept).ReleaseAsync(hold, lifts, kept.Terms);
    }

    private static async Task<string[]> ActionsAsync(KeptThings kept)
    {
        var log = await kept.Storage.Make<Silo.Data.Members.AuditLog>().ListAsync(kept.Tenant, null, 100);
        return [.. log.Items.Select(entry => entry.Note.Action).Where(action => action.StartsWith("legal-hold", StringComparison.Ordinal))];
    }
}

public sealed class SqliteHoldTests(SqliteEngine engine) : HoldTests(engine);

public sealed class PostgresHoldTests(PostgresEngine engine) : HoldTests(engine);
