using CsCheck;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

/// <summary>Whoever follows is one, in however many tabs, and gone when the last of them is.</summary>
public sealed class ObserverPresenceTests
{
    private const int RoundMs = 3_000;
    private static readonly Actor Observer = new(ActorKind.Member, Sessions.Reviewer);

    [Fact]
    public void A_tab_that_closes_takes_nobody_away_whose_other_tab_stays() =>
        Gen.Select(Gen.Int[0, RoundMs], Gen.Int[0, 30_000], Gen.Int[0, RoundMs + 1_000].Array[20, 20]).Sample((first, leaves, rounds) =>
        {
            var presence = new ObserverPresence();
            var asks = rounds.Aggregate((IReadOnlyList<int>)[first], (times, wait) => [.. times, times[^1] + wait]).Where(ms => ms < 40_000);
            var happened = asks.Select(ms => (At: ms, Leaves: false)).Append((leaves, true)).Append((0, false)).OrderBy(e => e.Item1).ToList();
            foreach (var (at, hasLeft) in happened.Where(e => e.Item1 <= asks.Last()))
            {
                Assert.Empty(presence.Gone([Observer], At(at)));
                if (hasLeft)
                {
                    presence.Left(Observer, At(at));
                }
                else
                {
                    presence.Seen(Observer, At(at));
                }
            }
        });

    [Fact]
    public void Who_closes_the_only_tab_is_gone_within_five_seconds() =>
        Gen.Int[0, RoundMs].Sample(leaves =>
        {
            var presence = new ObserverPresence();
            presence.Seen(Observer, At(0));
            presence.Left(Observer, At(leaves));

            Assert.Empty(presence.Gone([Observer], At(leaves + 1_999)));
            Assert.InRange(presence.DueAt([Observer])!.Value, At(leaves + 2_000), At(leaves + 5_000));
            Assert.Equal([Observer], presence.Gone([Observer], At(5_000)));
        });

    private static DateTimeOffset At(int ms) => Sessions.Noon.AddMilliseconds(ms);
}
