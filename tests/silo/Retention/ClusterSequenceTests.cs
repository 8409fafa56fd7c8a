using System.Globalization;
using CsCheck;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tests.Recordings;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Orleans;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>Law 8 on three running silos and one database, over random histories; as many as <c>CLUSTER_SEQUENCES</c> says. The time of retention is moved on by hand.</summary>
public sealed class ClusterSequenceTests(PostgresEngine engine)
{
    private static readonly int Sequences = int.Parse(Environment.GetEnvironmentVariable("CLUSTER_SEQUENCES") ?? "30", CultureInfo.InvariantCulture);
    private static readonly Gen<(int Kind, int Which, int Hours)[]> Steps = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 5], Gen.Int[1, 96]).Array[6, 16];

    [Fact]
    public async Task Nothing_goes_early_or_under_a_hold_nothing_stays_and_each_end_is_told_once()
    {
        await using var cluster = await Cluster.StartAsync(await engine.SettingsAsync());
        await Steps.SampleAsync(async steps =>
        {
            var world = await World.OpenAsync(cluster);
            foreach (var (kind, which, hours) in steps)
            {
                await world.TakeAsync(kind, which, hours);
            }

            await world.SettleAsync();
        }, iter: Sequences, threads: 1);
    }

    private sealed class Cluster(Dictionary<string, string?> settings, ShiftedTime clock, TestStorage storage) : IAsyncDisposable
    {
        private readonly List<RecordingSilo> _silos = [];

        public ShiftedTime Clock => clock;

        public TestStorage Storage => storage;

        public static async Task<Cluster> StartAsync(Dictionary<string, string?> settings)
        {
            var clock = new ShiftedTime();
            var cluster = new Cluster(settings, clock, await TestStorage.StartAsync(settings, new(clock.GetUtcNow())));
            for (var i = 0; i < 3; i++)
            {
                cluster._silos.Add(await RecordingSilo.StartAsync(settings, clock));
            }

            return cluster;
        }

        public RecordingSilo this[int which] => _silos[which % _silos.Count];

        /// <summary>A silo goes without a word to the others, and another takes its place.</summary>
        public async Task KillAsync(int which)
        {
            var dead = this[which];
            _silos.Remove(dead);
            await dead.KillAsync();
            _silos.Add(await RecordingSilo.StartAsync(settings, clock));
        }

        /// <summary>The wall clocks are set right, and every silo looks at its own, as its ticks make it do.</summary>
        public async Task SetRightAsync()
        {
            clock.Jump(-clock.Jumped);
            foreach (var silo in _silos)
            {
                await silo.Get<ProcessClock>().NowAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var silo in _silos)
            {
                await silo.DisposeAsync();
            }

            await storage.DisposeAsync();
        }
    }

    private sealed class World(Cluster cluster, KeptThings kept)
    {
        private static readonly (Guid Asks, Guid Decides) People = (RandomId.New(), RandomId.New());
        private readonly List<TenantKey> _recordings = [];
        private readonly Dictionary<TenantKey, DateTimeOffset> _endedAt = [];
        private readonly List<RetentionTerms> _heard = [];
        private readonly List<Guid> _holds = [];

        private DateTimeOffset Now => cluster.Clock.GetUtcNow() - cluster.Clock.Jumped;

        public static async Task<World> OpenAsync(Cluster cluster)
        {
            var kept = new KeptThings(cluster.Storage);
            var world = new World(cluster, kept);
            Assert.True((await world.TryAsync(0, () => world.Company(0).OpenAsync("Acme", $"acme-{kept.Tenant.ToString()[..8]}", PlanTier.Starter))).Accepted);
            return world;
        }

        public async Task TakeAsync(int kind, int which, int hours)
        {
            switch (kind)
            {
                case 0 or 1 when _recordings.Count < 5:
                    cluster.Storage.Clock.SetUtcNow(Now);
                    _recordings.Add(await kept.EndedAsync());
                    _endedAt[_recordings[^1]] = cluster.Storage.Clock.GetUtcNow();
                    break;
                case 2:
                    _heard.Add((await TryAsync(which, () => Company(which).ChangePlanAsync((PlanTier)(which % 3)))).Value!);
                    break;
                case 3 when _heard.Count > 0:
                    await TryAsync(which, async () => { await Retention(which).ApplyAsync(_heard[which % _heard.Count]); return true; });    // old news, again or late
                    break;
                case 4 when which < _recordings.Count:
                    await HoldAsync(which, _recordings[which]);
                    break;
                case 5 when _holds.Count > 0:
                    await ReleaseAsync(which);
                    break;
                case 6 when which < _recordings.Count && hours < 24:
                    await EraseAsync(_recordings[which]);
                    break;
                case 7 when hours < 30:
                    await cluster.KillAsync(which);
                    break;
                case 8:
                    await CheckedAsync(() => Task.WhenAll(SweepAsync(which), SweepAsync(which + 1)));       // a tick that comes twice
                    break;
                case 9:
                    cluster.Clock.Jump(TimeSpan.FromHours(hours + 1));
                    await CheckedAsync(() => SweepAsync(which));
                    await cluster.SetRightAsync();
                    break;
                case 10:
                    cluster.Clock.Jump(-TimeSpan.FromHours(hours % 10));
                    await CheckedAsync(() => SweepAsync(which));
                    await cluster.SetRightAsync();
                    break;
                default:
                    cluster.Clock.Advance(TimeSpan.FromHours(hours));          // every tick of that time is lost
                    break;
            }
        }

        public async Task SettleAsync()
        {
            await CheckedAsync(() => cluster[0].Get<RetentionSweeper>().SweepAsync());
            cluster.Clock.Advance(DueEntry.LeaseLimit + TimeSpan.FromSeconds(1));
            await SweepAsync(1);
            var policy = (await TryAsync(0, () => Company(0).TermsAsync())).Value!.PolicyAt(Now);
            foreach (var recording in _recordings)
            {
                var entry = await kept.EntryAsync(recording);
                Assert.True(!entry.IsKept || !(entry.Resolve(policy, Now).At <= Now - TimeSpan.FromHours(1)), "it outlived its time");
                Assert.Equal(entry.IsKept, await kept.HasKeyAsync(recording));
                Assert.Equal(entry.IsKept ? KeptThings.Content : null, await kept.ReadAsync(recording));
                Assert.Equal(entry.State == DueState.Destroyed ? 1 : 0, await kept.EventsAsync(recording));
                Assert.NotEqual(DueState.Destroying, entry.State);
            }
        }

        private async Task CheckedAsync(Func<Task> workAsync)
        {
            var policy = (await TryAsync(0, () => Company(0).TermsAsync())).Value!.PolicyAt(Now);
            var mustStay = new List<TenantKey>();
            foreach (var recording in _recordings)
            {
                if (await kept.EntryAsync(recording) is { IsKept: true } entry && !(entry.Start(_endedAt[recording], policy, Now).DueAt <= Now + TimeSpan.FromMinutes(1)))
                {
                    mustStay.Add(recording);
                }
            }

            await workAsync();
            foreach (var recording in mustStay)
            {
                Assert.True(await kept.HasKeyAsync(recording), "it went early or under a hold");
            }
        }

        private async Task SweepAsync(int which)
        {
            while ((await TryAsync(which, () => Retention(which).SweepAsync())).HasMore)
            {
            }
        }

        private async Task HoldAsync(int which, TenantKey recording)
        {
            var hold = RandomId.New();
            var asked = await TryAsync(which, () => Retention(which).AskHoldAsync(hold, new("A dispute", new([recording.Id], [], []), DateTimeOffset.UtcNow.AddDays(360)), People.Asks));
            if (asked.Accepted && (await TryAsync(which, () => Retention(which).PlaceHoldAsync(hold, People.Decides))).Accepted)
            {
                _holds.Add(hold);
            }
        }

        private async Task ReleaseAsync(int which)
        {
            var hold = _holds[which % _holds.Count];
            await TryAsync(which, () => Retention(which).AskReleaseAsync(hold, People.Asks));
            await TryAsync(which, () => Retention(which).ReleaseHoldAsync(hold, People.Decides));
        }

        private async Task EraseAsync(TenantKey recording)
        {
            var entry = await kept.EntryAsync(recording);
            await cluster.Storage.Get<IDueLedger>().SaveAsync(kept.Tenant, [new(entry, entry.Erase(kept.Terms.PolicyAt(Now), Now))]);
        }

        // While a silo is missed by nobody yet, calls to its grains fail: every caller repeats, and every command may be repeated.
        private async Task<T> TryAsync<T>(int which, Func<Task<T>> callAsync)
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await callAsync();
                }
                catch (Exception away) when (attempt < 150 && away is OrleansException or TimeoutException)
                {
                    await pace.WaitForNextTickAsync();
                }
            }
        }

        private ITenantGrain Company(int which) => Grain<ITenantGrain>(which);

        private IRetentionGrain Retention(int which) => Grain<IRetentionGrain>(which);

        private TGrain Grain<TGrain>(int which)
            where TGrain : ITenantScopedGrain
        {
            CallerTenant.Set(kept.Tenant);
            return cluster[which].Get<IGrainFactory>().GetGrain<TGrain>(new TenantKey(kept.Tenant, kept.Tenant.Value).ToString());
        }
    }
}
