using System.Collections.Immutable;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>A candidate's name and address go with the last of their interviews.</summary>
public abstract class PersonTests(Engine engine)
{
    private static readonly Person Zoe = new("Zoë Martin", "zoe@example.org");
    private static readonly TimeSpan Record = TimeSpan.FromDays(RetentionPeriods.Default.DecisionRecordDays);

    [Fact]
    public async Task A_name_goes_a_day_after_the_last_interview()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        var zoe = await InviteAsync(kept);
        await EndedAsync(kept, zoe);
        storage.Clock.Advance(TimeSpan.FromDays(100));
        await EndedAsync(kept, zoe);

        await kept.PassAsync(Record - TimeSpan.FromDays(100) + TimeSpan.FromDays(2));
        var (withOne, lineWithOne) = (await FindAsync(kept, zoe), await LineAsync(kept, zoe));
        await kept.PassAsync(TimeSpan.FromDays(98) + TimeSpan.FromMinutes(1));
        var (inTheDay, line) = (await FindAsync(kept, zoe), await LineAsync(kept, zoe));
        await kept.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal((Zoe, null), (withOne, lineWithOne));
        Assert.Equal((Zoe, "last-interview-gone", DueState.Scheduled), (inTheDay, line!.Rule, line.State));
        Assert.Null(await FindAsync(kept, zoe));
        Assert.Empty((await storage.Get<ISubjectDirectory>().ListAsync(kept.Tenant, "martin", null, 10)).Items);
        Assert.Equal(0, await storage.CountAsync($"select count(*) as \"Value\" from data_subjects"));
        Assert.Equal(0, await storage.CountAsync($"select count(*) as \"Value\" from search_terms"));
        Assert.Empty(await storage.Get<IShredder>().WholeAsync(kept.Tenant, [line]));
        Assert.Single((await storage.Make<AuditLog>().ListAsync(kept.Tenant, null, 100)).Items, entry => entry.Note.Action == "person.destroyed" && entry.Note.Subject == zoe);
    }

    [Fact]
    public async Task With_the_end_of_a_contract_interviews_that_never_ended_go_and_names_with_them()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        var zoe = await InviteAsync(kept);
        await EndedAsync(kept, zoe, hasEnded: false);
        kept.Terms = kept.Terms with { Plan = kept.Terms.Plan.Cancel(storage.Clock.GetUtcNow()).Value! };
        await kept.Run().ReckonAsync(kept.Tenant, kept.Terms, null);
        var gone = kept.Terms.Plan.GoneAt!.Value;

        await kept.PassAsync(gone - storage.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        var before = await FindAsync(kept, zoe);
        await kept.PassAsync(TimeSpan.FromMinutes(1));
        await kept.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Zoe, before);
        Assert.Null(await FindAsync(kept, zoe));
        Assert.Equal((gone, "account-ended", DueState.Destroyed), await LineAsync(kept, zoe) is { } line ? (line.DueAt, line.Rule, line.State) : default);
        Assert.Equal(0, await storage.CountAsync("select count(*) as \"Value\" from sessions"));
    }

    [Fact]
    public async Task Who_is_invited_again_in_time_is_the_same_person()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        var zoe = await InviteAsync(kept);
        await EndedAsync(kept, zoe);
        await kept.PassAsync(Record + TimeSpan.FromMinutes(1));

        var again = await InviteAsync(kept);
        await EndedAsync(kept, again);
        await kept.PassAsync(TimeSpan.FromDays(30));
        var between = await FindAsync(kept, zoe);
        await kept.PassAsync(Record);
        await kept.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal((zoe, Zoe), (again, between));
        Assert.Null(await FindAsync(kept, zoe));
    }

    [Fact]
    public async Task An_interview_that_came_unnoticed_keeps_the_name()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        var zoe = await InviteAsync(kept);
        await EndedAsync(kept, zoe);
        await kept.PassAsync(Record + TimeSpan.FromMinutes(1));

        await EndedAsync(kept, zoe);
        await kept.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal((Zoe, "interviews-kept"), (await FindAsync(kept, zoe), (await LineAsync(kept, zoe))!.Rule));
    }

    [Fact]
    public async Task Who_is_invited_while_the_name_is_being_destroyed_is_new_here()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        var zoe = await InviteAsync(kept);
        await EndedAsync(kept, zoe);
        await kept.PassAsync(Record + TimeSpan.FromMinutes(1));
        storage.Clock.Advance(TimeSpan.FromDays(1));
        await Assert.ThrowsAnyAsync<ProcessDiedException>(() => kept.WorkAsync(new DyingShredder(storage.Get<IShredder>(), 0)));

        var again = await InviteAsync(kept);
        await kept.PassAsync(TimeSpan.FromMinutes(1));

        Assert.NotEqual(zoe, again);
        Assert.Equal((null, Zoe), (await FindAsync(kept, zoe), await FindAsync(kept, again)));
    }

    private static Task<Guid> InviteAsync(KeptThings kept) => kept.Storage.Get<ISubjectDirectory>().FindOrAddAsync(kept.Tenant, Zoe);

    private static Task<Person?> FindAsync(KeptThings kept, Guid person) => kept.Storage.Get<ISubjectDirectory>().FindAsync(new(kept.Tenant, person));

    private static Task<DueEntry?> LineAsync(KeptThings kept, Guid person) => kept.Storage.Get<IDueShelf>().FindAsync(new(kept.Tenant, person));

    private static async Task EndedAsync(KeptThings kept, Guid person, bool hasEnded = true)
    {
        var (session, now) = (new TenantKey(kept.Tenant, RandomId.New()), kept.Storage.Clock.GetUtcNow());
        ImmutableArray<JournalEntry> entries = [SessionEventCodec.Encode(1, now, new LobbyEntered()), SessionEventCodec.Encode(2, now, new SessionCompleted(IsPartial: false))];
        var (keys, lines) = await SessionKeys.None.BeginAsync(kept.Storage.Get<IKeyring>(), session, person, entries);
        await kept.Storage.Get<ISessionJournal>().AppendAsync(
            new(session, keys.Record, entries, Sessions.Listing(2, person) with { State = SessionState.ReadyForReview, EndedAt = hasEnded ? now : null }) { Keys = keys.Parts, Parts = lines });
    }
}

public sealed class SqlitePersonTests(SqliteEngine engine) : PersonTests(engine);

public sealed class PostgresPersonTests(PostgresEngine engine) : PersonTests(engine);
