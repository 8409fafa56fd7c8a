using System.Collections.Immutable;
using System.Text;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Recordings;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Orleans;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>The parts of an interview: each has a key, a line and a clock of its own, and goes without the others.</summary>
public abstract class SessionPartTests(Engine engine)
{
    private const string Said = "I asked her why, and then I listened.";
    private static readonly Guid Reviewer = RandomId.New();

    private static readonly ImmutableArray<SessionEvent> Story =
    [
        new SessionScheduled(Guid.NewGuid(), 1, "Team coordinator", Guid.NewGuid(), "en", "00", DateTimeOffset.UtcNow.AddDays(30), "Acme", new(ActorKind.Member, Guid.NewGuid()), 60, 1),
        new LobbyEntered(),
        new TurnCommitted("m-1", "q-1", Said, Channel.Text),
        new SessionCompleted(IsPartial: false),
        new SuggestionMade(new("conflict", 4, null, [new(3, 2, 5, "")], [], new(BrainKind.Rules, "1"), 1, "hash")),
        new RatingLocked(Reviewer, "conflict", 4, "She listened."),
        new DecisionRecorded(Reviewer, Disposition.Advance, "Clear evidence.", ["conflict"]),
        new DecisionNoted(Reviewer, Disposition.Advance, ["conflict"]),
    ];

    [Fact]
    public async Task A_transcript_goes_and_what_people_and_programs_judged_stands()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = Keep(storage, new() { TranscriptDays = 30 });
        var session = await EndedAsync(kept);
        await kept.WorkAsync();
        var (before, line) = (await ReadAsync(storage, session), await LineAsync(kept, session, AssetKind.Transcript));

        storage.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        await kept.WorkAsync();
        storage.Clock.Advance(DueEntry.LeaseLimit);
        await kept.WorkAsync();
        var after = await ReadAsync(storage, session);

        Assert.Equal((Said, "asked"), (Assert.Single(before.Turns).Text, Assert.Single(Assert.Single(before.Suggestions).Evidence).Quote));
        Assert.Equal(("company-30-days", DueState.Scheduled), (line.Rule, line.State));
        Assert.False(after.Keeps(AssetKind.Transcript));
        Assert.Empty(after.Turns);
        Assert.Equal((4, 0), (after.Verified(Assert.Single(after.Suggestions)).Rating, after.Verified(after.Suggestions[0]).Evidence.Length));
        Assert.Equal("She listened.", Assert.Single(after.Ratings).Rationale);
        Assert.Equal("Clear evidence.", after.Decision!.Value.Decision.Reason);
        Assert.Equal(before.Events.Select(e => (e.Seq, e.At)), after.Events.Select(e => (e.Seq, e.At)));
        Assert.False(await HasKeyAsync(kept, line));
        Assert.Equal(DueState.Destroyed, (await LineAsync(kept, session, AssetKind.Transcript)).State);
        Assert.Equal(1, await CountAsync(kept, "transcript.destroyed"));
        Assert.Equal(0, await storage.CountAsync("select count(*) as \"Value\" from session_events where kind = 'turn.committed' and length(body) > 0"));
    }

    [Fact]
    public async Task Parts_go_in_the_order_of_their_own_clocks_and_the_record_last()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = Keep(storage, new() { TranscriptDays = 10, ScorecardDays = 20, DecisionDays = 30, LogDays = 5, DecisionRecordDays = 185 });
        var session = await EndedAsync(kept);
        var left = new List<string>();

        foreach (var days in (int[])[0, 6, 5, 10, 10, 155])
        {
            storage.Clock.Advance(TimeSpan.FromDays(days));
            await kept.WorkAsync();
            left.Add(string.Join(' ', (await storage.Get<IDueShelf>().OfSessionAsync(session)).Where(line => line.IsKept).Select(line => line.Kind.ToString()).Order(StringComparer.Ordinal)));
        }

        Assert.Equal(["Decision DecisionRecord Log Scorecard Transcript", "Decision DecisionRecord Scorecard Transcript", "Decision DecisionRecord Scorecard", "Decision DecisionRecord", "DecisionRecord", ""], left);
        Assert.Empty((await storage.Get<ISessionJournal>().ReadAsync(session)).Entries);
        Assert.Null(await storage.Get<ISessionList>().FindAsync(session));
    }

    [Fact]
    public async Task Of_a_decision_the_minimal_record_outlives_the_reason()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = Keep(storage, new() { DecisionDays = 30 });
        var session = await EndedAsync(kept);

        storage.Clock.Advance(TimeSpan.FromDays(31));
        await kept.WorkAsync();
        var decided = (await ReadAsync(storage, session)).Decision!.Value.Decision;

        Assert.Equal((Reviewer, Disposition.Advance, ""), (decided.DecidedBy, decided.Disposition, decided.Reason));
    }

    [Fact]
    public async Task The_record_waits_for_what_can_not_be_read_without_it()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = Keep(storage, new() { DecisionRecordDays = 184, TranscriptDays = 300 });
        var session = await EndedAsync(kept);

        storage.Clock.Advance(TimeSpan.FromDays(299));
        await kept.WorkAsync();
        var waiting = await ReadAsync(storage, session);
        storage.Clock.Advance(TimeSpan.FromDays(432));
        await kept.WorkAsync();

        Assert.Equal(Said, Assert.Single(waiting.Turns).Text);
        Assert.Empty((await storage.Get<ISessionJournal>().ReadAsync(session)).Entries);
    }

    [Fact]
    public async Task Nothing_is_added_to_a_part_that_is_destroyed()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = Keep(storage, new() { ScorecardDays = 1 });
        var session = await EndedAsync(kept);
        storage.Clock.Advance(TimeSpan.FromDays(2));
        await kept.WorkAsync();
        var history = await storage.Get<ISessionJournal>().ReadAsync(session);

        var late = Append(session, history.Key!.Value, history.Entries.Length + 1, [new RatingLocked(Reviewer, "conflict", 1, "late")]) with { Keys = history.Keys };

        await Assert.ThrowsAsync<JournalPartGoneException>(() => storage.Get<ISessionJournal>().AppendAsync(late));
    }

    [Fact]
    public async Task An_interview_under_one_key_is_sealed_anew_and_its_old_key_destroyed()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = Keep(storage, new() { TranscriptDays = 30 });
        var (session, subject) = (new TenantKey(kept.Tenant, RandomId.New()), new TenantKey(kept.Tenant, RandomId.New()));
        var old = await storage.Get<IKeyring>().CreateDataKeyAsync(subject);
        await storage.Get<ISessionJournal>().AppendAsync(Append(session, old, 1, Story) with { Outbox = [new(RandomId.New(), "invitation-mail", "{}"u8.ToArray())] });

        var keys = await PartAsync(storage, session, subject, Story.Length + 1);
        var again = await PartAsync(storage, session, subject, Story.Length + 2);
        await Assert.ThrowsAsync<JournalFenceException>(() => storage.Get<ISessionJournal>().AppendAsync(Append(session, old, Story.Length + 1, [new LobbyEntered()])));
        await kept.WorkAsync();
        var parted = await ReadAsync(storage, session);
        storage.Clock.Advance(TimeSpan.FromDays(31));
        await kept.WorkAsync();

        Assert.NotNull(keys);
        Assert.Null(again);
        Assert.Equal((5, false), (keys!.Values.Distinct().Count(), keys.ContainsValue(old)));
        Assert.Equal(Said, Assert.Single(parted.Turns).Text);
        Assert.Empty(await storage.Get<KeyVault>().ExistingAsync(kept.Tenant, [old]));
        Assert.Equal(0, await storage.CountAsync("select count(*) as \"Value\" from outbox where key_id not in (select key_id from due_ledger where kind = 'DecisionRecord')"));
        Assert.False((await ReadAsync(storage, session)).Keeps(AssetKind.Transcript));
    }

    [Fact]
    public async Task What_a_hold_keeps_is_not_scored_yet()
    {
        var settings = await engine.SettingsAsync();
        await using var storage = await TestStorage.StartAsync(settings);
        var kept = Keep(storage, new());
        var session = await EndedAsync(kept, [.. Story.Take(4)]);
        await kept.WorkAsync();
        var (policy, now) = (kept.Terms.PolicyAt(storage.Clock.GetUtcNow()), storage.Clock.GetUtcNow());
        await using var silo = await RecordingSilo.StartAsync(settings);

        var line = await LineAsync(kept, session, AssetKind.Transcript);
        Assert.True(await storage.Get<IDueLedger>().SaveAsync(kept.Tenant, [new(line, line.Hold(policy, now))]));

        CallerTenant.Set(kept.Tenant);
        Assert.False(await silo.Get<IGrainFactory>().GetGrain<IScoringGrain>(session.ToString()).ScoreAsync());
        Assert.Null((await ReadAsync(storage, session)).Scoring);
    }

    private static KeptThings Keep(TestStorage storage, RetentionPeriods periods)
    {
        var kept = new KeptThings(storage);
        kept.Terms = kept.Terms with { Periods = periods };
        return kept;
    }

    private static async Task<TenantKey> EndedAsync(KeptThings kept, ImmutableArray<SessionEvent>? story = null)
    {
        var (session, subject) = (new TenantKey(kept.Tenant, RandomId.New()), RandomId.New());
        var append = Append(session, default, 1, story ?? Story, kept.Storage.Clock.GetUtcNow());
        var (keys, lines) = await SessionKeys.None.BeginAsync(kept.Storage.Get<IKeyring>(), session, subject, append.Entries);
        await kept.Storage.Get<ISessionJournal>().AppendAsync(append with { Key = keys.Record, Keys = keys.Parts, Parts = lines });
        return session;
    }

    private static SessionAppend Append(TenantKey session, Guid key, long from, ImmutableArray<SessionEvent> events, DateTimeOffset? endedAt = null)
    {
        ImmutableArray<JournalEntry> entries = [.. events.Select((e, i) => SessionEventCodec.Encode(from + i, Sessions.Noon, e))];
        return new(session, key, entries, Sessions.Listing(entries[^1].Seq) with { State = SessionState.Decided, EndedAt = endedAt ?? Sessions.Noon });
    }

    private static Task<ImmutableDictionary<AssetKind, Guid>?> PartAsync(TestStorage storage, TenantKey session, TenantKey subject, long seq) => Task.Run(async () =>
    {
        var history = await storage.Get<ISessionJournal>().ReadAsync(session);
        return await storage.Get<ISessionJournal>().PartAsync(Append(session, history.Key!.Value, seq, [new SessionParted()]) with { Keys = history.Keys }, subject);
    });

    private static async Task<SessionRecord> ReadAsync(TestStorage storage, TenantKey session) => SessionRecord.Of((await storage.Get<ISessionJournal>().ReadAsync(session)).Entries);

    private static async Task<DueEntry> LineAsync(KeptThings kept, TenantKey session, AssetKind part) =>
        (await kept.Storage.Get<IDueShelf>().OfSessionAsync(session)).Single(line => line.Kind == part);

    private static async Task<bool> HasKeyAsync(KeptThings kept, DueEntry line) => (await kept.Storage.Get<IShredder>().WholeAsync(kept.Tenant, [line])).Count == 1;

    private static async Task<int> CountAsync(KeptThings kept, string action) =>
        (await kept.Storage.Make<AuditLog>().ListAsync(kept.Tenant, null, 100)).Items.Count(entry => entry.Note.Action == action);
}

public sealed class SqliteSessionPartTests(SqliteEngine engine) : SessionPartTests(engine);

public sealed class PostgresSessionPartTests(PostgresEngine engine) : SessionPartTests(engine);
