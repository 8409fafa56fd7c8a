using System.Globalization;
using CsCheck;
using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>Law 8 over random histories on the real stores; as many as <c>STORE_SEQUENCES</c> says.</summary>
public abstract class RetentionSequenceTests(Engine engine)
{
    private static readonly int Sequences = int.Parse(Environment.GetEnvironmentVariable("STORE_SEQUENCES") ?? "25", CultureInfo.InvariantCulture);
    private static readonly Gen<(int Kind, int Which, int Hours)[]> Steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[1, 96]).Array[4, 20];

    [Fact]
    public async Task Nothing_goes_early_or_under_a_hold_nothing_stays_and_each_end_is_told_once()
    {
        await using var storage = await engine.StartAsync();
        var ends = new List<DueEntry>();
        await Steps.SampleAsync(async steps =>
        {
            var world = new World(storage);
            foreach (var (kind, which, hours) in steps)
            {
                await world.TakeAsync(kind, which, hours);
            }

            ends.AddRange(await world.SettleAsync());
        }, iter: Sequences, threads: 1);

        // Read once: the log is one for all histories, and none of them goes on after its end.
        var buried = await storage.Get<ITombstones>().ReadAsync(0).SelectMany(entry => entry.Keys).ToListAsync();
        Assert.Equal(ends.Where(entry => !entry.IsKept).Select(entry => entry.KeyId).Order(), buried.Order());
    }

    private sealed class World(TestStorage storage)
    {
        private readonly KeptThings _kept = new(storage);
        private readonly List<TenantKey> _recordings = [];
        private readonly Dictionary<TenantKey, DateTimeOffset> _endedAt = [];
        private readonly List<Subscription> _news = [];

        private DateTimeOffset Now => storage.Clock.GetUtcNow();

        public async Task TakeAsync(int kind, int which, int hours)
        {
            switch (kind)
            {
                case 0 or 1 when _recordings.Count < 6:
                    _recordings.Add(await _kept.EndedAsync());
                    _endedAt[_recordings[^1]] = Now;
                    break;
                case 2:
                    var known = _news.LastOrDefault() ?? _kept.Terms.Plan;
                    _news.Add(known.Change((PlanTier)(which % 3), Now).Value! with { Version = known.Version + 1 });
                    break;
                case 3 when _news.Count > 0:
                    _kept.Terms = _kept.Terms with { Plan = _kept.Terms.Plan.Receive(_news[which % _news.Count]) };
                    await _kept.Run().ReckonAsync(_kept.Tenant, _kept.Terms, null);
                    break;
                case 4:
                    await ChangeAsync(which, (entry, policy) => entry.Hold(policy, Now));
                    break;
                case 5:
                    await ChangeAsync(which, (entry, policy) => entry.Release(policy, Now));
                    break;
                case 6 when which == 0:
                    await ChangeAsync(hours % 6, (entry, policy) => entry.Erase(policy, Now));
                    break;
                case 7:
                    await Assert.ThrowsAnyAsync<ProcessDiedException>(async () =>
                    {
                        await CheckedWorkAsync(new DyingShredder(storage.Get<IShredder>(), which));
                        throw new ProcessDiedException();      // nothing was due: it dies all the same
                    });
                    break;
                case 8:
                    storage.Clock.Advance(TimeSpan.FromHours(hours));
                    await CheckedWorkAsync();
                    await CheckedWorkAsync();
                    break;
                default:
                    storage.Clock.Advance(TimeSpan.FromHours(hours));
                    break;
            }
        }

        public async Task<IReadOnlyList<DueEntry>> SettleAsync()
        {
            await _kept.Run().ReckonAsync(_kept.Tenant, _kept.Terms, null);
            await CheckedWorkAsync();
            storage.Clock.Advance(DueEntry.LeaseLimit);
            await _kept.WorkAsync();
            var policy = _kept.Terms.PolicyAt(Now);
            var ends = new List<DueEntry>();
            foreach (var recording in _recordings)
            {
                var entry = await _kept.EntryAsync(recording);
                ends.Add(entry);
                var isOver = entry.Resolve(policy, Now).At <= Now - DueEntry.LeaseLimit;
                Assert.True(!entry.IsKept || !isOver, "it outlived its time");
                Assert.Equal(entry.IsKept, await _kept.HasKeyAsync(recording));
                Assert.Equal(entry.IsKept ? KeptThings.Content : null, await _kept.ReadAsync(recording));
                Assert.Equal(entry.State == DueState.Destroyed ? 1 : 0, await _kept.EventsAsync(recording));
                Assert.NotEqual(DueState.Destroying, entry.State);
            }

            return ends;
        }

        private async Task CheckedWorkAsync(IShredder? shredder = null)
        {
            var policy = _kept.Terms.PolicyAt(Now);
            var mustStay = new List<TenantKey>();
            foreach (var recording in _recordings)
            {
                if (await _kept.EntryAsync(recording) is { IsKept: true } entry && !(entry.Start(_endedAt[recording], policy, Now).DueAt <= Now))
                {
                    mustStay.Add(recording);
                }
            }

            await _kept.WorkAsync(shredder);
            foreach (var recording in mustStay)
            {
                Assert.True(await _kept.HasKeyAsync(recording), "it went early or under a hold");
            }
        }

        private async Task ChangeAsync(int which, Func<DueEntry, RetentionPolicy, DueEntry> change)
        {
            if (which < _recordings.Count)
            {
                var entry = await _kept.EntryAsync(_recordings[which]);
                Assert.True(await storage.Get<IDueLedger>().SaveAsync(_kept.Tenant, [new(entry, change(entry, _kept.Terms.PolicyAt(Now)))]));
            }
        }
    }
}

public sealed class SqliteRetentionSequenceTests(SqliteEngine engine) : RetentionSequenceTests(engine);

public sealed class PostgresRetentionSequenceTests(PostgresEngine engine) : RetentionSequenceTests(engine);
