using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>Something that happens to a cluster, and how it is made good.</summary>
/// <param name="LongestWait">Seconds that a candidate may wait for a receipt, repeats included: while it lasts where it is survived, else from its end on.</param>
/// <param name="BreakAsync">Makes it happen; gives what ends it.</param>
internal sealed record Fault(string Name, double LongestWait, Func<Fleet, Random, Task<Func<Task>>> BreakAsync)
{
    private static readonly Func<Task> NothingIsLeft = () => Task.CompletedTask;

    /// <summary>The cluster gets over it alone: everyone is heard again while it lasts. Otherwise everyone is at least told.</summary>
    public bool IsSurvived { get; init; } = true;

    /// <summary>Seconds within which nineteen of twenty have their receipt.</summary>
    public double UsualWait { get; init; } = double.PositiveInfinity;

    /// <summary>How often a candidate may have to say the same.</summary>
    public int MostTries { get; init; } = int.MaxValue;

    /// <summary>Seconds after which whoever can not be served has been told so.</summary>
    public double LongestRefusal { get; init; } = double.PositiveInfinity;

    /// <summary>Bytes by which a silo may grow while it refuses.</summary>
    public long MostGrowth { get; init; } = long.MaxValue;

    /// <summary>The rows of the fault matrix that happen to processes, lines and the database.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Fleet.Older is null ? Enumerable.Empty<Fault>() :
        [
            Replaced("every process becomes the newer release", by: null),
            Replaced("every process goes back to the older release", by: Fleet.Older),
            Replaced("every process becomes the newer release again", by: null),
        ],
        new("a silo is killed", 10, async (fleet, random) =>
        {
            var silo = One(fleet.Silos, random);
            await silo.KillAsync();
            return silo.StartAsync;
        }),
        new("a silo hangs", 20, async (fleet, random) =>
        {
            var silo = One(fleet.Silos, random);
            await silo.HangAsync();
            return async () =>
            {
                await fleet.UntilGivenUpAsync(silo, TimeSpan.FromSeconds(20));
                await silo.WakeAsync();
            };
        }),
        new("an api is killed", 5, async (fleet, random) =>
        {
            var api = One(fleet.Apis, random);
            await api.KillAsync();
            return api.StartAsync;
        }) { UsualWait = 3 },
        new("a silo and an api are cut off from the others", 30, async (fleet, _) =>
        {
            await fleet.Network.CutAsync();
            return async () =>
            {
                await fleet.Silos[^1].UntilEndedAsync();
                await fleet.Network.MendAsync();
                await fleet.Silos[^1].StartAsync();
            };
        }),
        new("a silo is cut off from the database", 20, (fleet, random) =>
        {
            var line = One(fleet.Silos, random).Database;
            line.Cut();
            return Task.FromResult(Mending(line));
        }) { IsSurvived = false, LongestRefusal = 10, MostGrowth = 96 << 20 },       // its journal gives up after 2.5 s; a call for which it must first read more than that ends after 5
        new("the database falls over", 20, async (fleet, _) =>
        {
            await fleet.Database.StopAsync();
            return fleet.Database.ServeAsync;
        }) { IsSurvived = false },
        new("the database is 200 ms away", 5, (fleet, _) => SlowAsync(fleet, TimeSpan.FromMilliseconds(200))) { IsSurvived = false },
        new("the database is 2 s away", 20, (fleet, _) => SlowAsync(fleet, TimeSpan.FromSeconds(2))) { IsSurvived = false },
        new("certificates and the company's key are replaced", 3, async (fleet, _) =>
        {
            fleet.RenewCertificates();
            var door = fleet.Apis[0].Open();
            var owner = await fleet.OwnerAsync(door);
            await owner.ReplaceKeyAsync();
            return async () =>
            {
                await UntilKeyIsReplacedAsync(owner);
                door.Dispose();
            };
        }) { MostTries = 1 },
        Replaced("every process is replaced in turn", by: null),
    ];

    // An orchestrator may begin with any of them.
    private static Fault Replaced(string name, string? by) => new(name, 10, async (fleet, random) =>
    {
        var members = fleet.All.ToArray();
        random.Shuffle(members);
        foreach (var member in members)
        {
            member.Release = by;
            await member.ReplaceAsync();
        }

        return NothingIsLeft;
    })
    { MostTries = 2 };

    private static Member One(List<Member> members, Random random) => members[random.Next(members.Count)];

    private static async Task UntilKeyIsReplacedAsync(DemoOwner owner)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await owner.IsReplacingKeyAsync())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static Func<Task> Mending(DatabaseLine line) => () =>
    {
        line.Mend();
        return Task.CompletedTask;
    };

    private static Task<Func<Task>> SlowAsync(Fleet fleet, TimeSpan delay)
    {
        Set(delay);
        return Task.FromResult(() =>
        {
            Set(TimeSpan.Zero);
            return Task.CompletedTask;
        });

        void Set(TimeSpan way)
        {
            foreach (var member in fleet.All)
            {
                member.Database.Delay = way;
            }
        }
    }
}
