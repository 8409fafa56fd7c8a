using System.Globalization;
using CsCheck;
using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tests.Retention;

/// <summary>Law 8 over any history: ends of interviews, plans in any order of delivery, holds, erasures, kills, restarts, lost and doubled ticks, jumping clocks.</summary>
public sealed class RetentionPropertyTests
{
    private static readonly Gen<(int Kind, int Which, int Minutes)> Step = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 7], Gen.Int[1, 3 * 24 * 60]);

    [Fact]
    public void Nothing_outlives_its_time_by_an_hour_of_up_time_nothing_goes_early_and_each_goes_once() => Step.Array[0, 60].Sample(steps =>
    {
        var world = new World();
        foreach (var (kind, which, minutes) in steps)
        {
            world.Take(kind, which, minutes);
        }

        world.Settle();
    }, iter: int.Parse(Environment.GetEnvironmentVariable("SEQUENCES") ?? "10000", CultureInfo.InvariantCulture));

    private sealed class World
    {
        private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
        private readonly List<Subscription> _news = [];
        private readonly List<DueEntry> _entries = [];
        private readonly HashSet<Guid> _keysGone = [];
        private readonly Dictionary<Guid, int> _told = [];
        private readonly Dictionary<Guid, TimeSpan> _overdue = [];
        private Subscription _subscription = Subscription.Open(PlanTier.Starter, Ledger.Noon);
        private Subscription _latest = Subscription.Open(PlanTier.Starter, Ledger.Noon);
        private DateTimeOffset _wall = Ledger.Noon;
        private TimeSpan _elapsed;
        private ClockWatch? _watch;

        public World() => Start();

        public void Take(int kind, int which, int minutes)
        {
            switch (kind)
            {
                case 0 or 1 or 2 when _entries.Count < 8:
                    _entries.Add(Ledger.Running().Start(_wall, Policy(_wall), _wall));
                    break;
                case 3:
                    _latest = (which == 7 ? _latest.Cancel(_wall) : _latest.Change((PlanTier)(which % 3), _wall)).Value ?? _latest;
                    _news.Add(_latest);
                    break;
                case 4 when _news.Count > 0:
                    _subscription = _subscription.Receive(_news[which % _news.Count]);      // late, early, or for the second time
                    break;
                case 5:
                    Change(which, (entry, policy) => entry.Hold(policy, _wall));
                    break;
                case 6:
                    Change(which, (entry, policy) => entry.Release(policy, _wall));
                    break;
                case 7 when which < 3:
                    Change(which, (entry, policy) => entry.Erase(policy, _wall));
                    break;
                case 8 when _watch is not null:
                    Tick(stopAfter: which);
                    _watch = null;                            // killed between two steps
                    break;
                case 9:
                    _watch = null;
                    _wall += TimeSpan.FromMinutes(minutes);
                    break;
                case 10 when _watch is null:
                    Start();
                    break;
                case 11 when _watch is not null:
                    Tick();
                    Tick();
                    break;
                case 12:
                    _wall += TimeSpan.FromMinutes(minutes);
                    break;
                case 13:
                    _wall -= TimeSpan.FromMinutes(minutes % 600);
                    Count(TimeSpan.Zero);                     // what is due no more is not overdue
                    break;
                default:
                    Pass(TimeSpan.FromMinutes(minutes), which);
                    break;
            }
        }

        public void Settle()
        {
            if (_watch is null)
            {
                Start();
            }

            Pass(TimeSpan.FromHours(2), lost: 0);
            foreach (var entry in _entries)
            {
                var due = entry.Resolve(Policy(_wall), _wall).At;
                Assert.True(entry.State != DueState.Destroying || entry.ShreddedAt == _wall, "a destruction was left half done");
                Assert.True(!entry.IsKept || due is null || due > _wall - TimeSpan.FromHours(1), $"{entry.Rule} is overdue");
                Assert.Equal(entry.State == DueState.Destroyed ? 1 : 0, _told.GetValueOrDefault(entry.KeyId));
                Assert.Equal(!entry.IsKept, _keysGone.Contains(entry.KeyId));
            }
        }

        private RetentionPolicy Policy(DateTimeOffset now) => new RetentionTerms(_subscription, RetentionPeriods.Default).PolicyAt(now);

        private void Start()
        {
            _watch = new(_wall, _elapsed);
            Tick();
        }

        private void Change(int which, Func<DueEntry, RetentionPolicy, DueEntry> change)
        {
            if (which < _entries.Count)
            {
                _entries[which] = change(_entries[which], Policy(_wall));
            }
        }

        // Every eighth tick or so is lost, never two in a row.
        private void Pass(TimeSpan time, int lost)
        {
            if (_watch is null)
            {
                _wall += time;
                return;
            }

            for (var (passed, tick) = (Period, 0); passed <= time && tick < 96; passed += Period, tick++)
            {
                _wall += Period;
                _elapsed += Period;
                Count(Period);
                if (tick % 8 != lost || lost == 0)
                {
                    Tick();
                }
            }
        }

        private void Count(TimeSpan passed)
        {
            foreach (var entry in _entries.Where(entry => !_keysGone.Contains(entry.KeyId)))
            {
                var isOverdue = entry.Resolve(Policy(_wall), _wall).At <= _wall - Period;
                _overdue[entry.KeyId] = isOverdue ? _overdue.GetValueOrDefault(entry.KeyId) + passed : TimeSpan.Zero;
                Assert.True(_overdue[entry.KeyId] <= TimeSpan.FromHours(1), $"{entry.Rule} outlived its time by {_overdue[entry.KeyId]} of up-time");
            }
        }

        /// <summary>One tick as the flow does it: mark, spare, key, rows, end; a kill leaves off between any two.</summary>
        private void Tick(int stopAfter = int.MaxValue)
        {
            (var now, _watch) = _watch!.Look(_wall, _elapsed, database: null);
            var policy = Policy(now);
            for (var i = 0; i < _entries.Count; i++)
            {
                Action[] steps = [() => Mark(i), () => DestroyKey(i), () => _entries[i] = _entries[i].Shred(now), () => Finish(i)];
                foreach (var step in steps.TakeWhile((_, number) => i != stopAfter % 8 || number <= stopAfter % 4))
                {
                    step();
                }

                if (i == stopAfter)
                {
                    return;
                }
            }

            void Mark(int i)
            {
                var before = _entries[i];
                var isWhole = !_keysGone.Contains(before.KeyId);
                _entries[i] = (isWhole ? before.Spare(policy, _subscription.Version, now) : before).Mark(policy, _subscription.Version, now);
                Assert.True(_entries[i].State != DueState.Destroying || before.State == DueState.Destroying || _entries[i].MarkedAt <= _wall || _entries[i].MarkedAt == now, "marked by a clock that nobody believes");
            }

            void DestroyKey(int i)
            {
                var entry = _entries[i];
                if (entry is { State: DueState.Destroying, ShreddedAt: null } && _keysGone.Add(entry.KeyId))
                {
                    Assert.Equal(0, entry.Holds);
                    // By the clock of the mark: one that is set back between the mark and the key does not make it early.
                    Assert.True(entry.DueAt <= entry.MarkedAt, "destroyed before its time");
                }
            }

            void Finish(int i)
            {
                var before = _entries[i];
                _entries[i] = before.Finish(now);
                if (_entries[i].State == DueState.Destroyed && before.State != DueState.Destroyed)
                {
                    _told[before.KeyId] = _told.GetValueOrDefault(before.KeyId) + 1;
                }
            }
        }
    }
}
