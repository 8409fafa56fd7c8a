namespace JobInterview.Chaos.Tests;

/// <summary>Two activations of one session, on both sides of a cut, each sure that it is the only one, and candidates at both: the journal takes the numbers of one and refuses the other.</summary>
[Collection<OneFleet>]
public sealed class SplitBrainTests(Fleet fleet, ITestOutputHelper output)
{
    private const string Refused = "is written by another activation; this one stops";
    private const int Sessions = 30;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_history_is_one_and_the_other_writer_is_refused()
    {
        using var crowd = await GatherAtEverySiloAsync();
        using var end = new CancellationTokenSource();
        var talking = Task.WhenAll(crowd.Talkers.Select(talker => talker.TalkAsync(TimeSpan.FromSeconds(1), end.Token)));
        await crowd.UntilAllAreHeardAsync(Within);
        var (lost, door, others) = (fleet.Silos[^1], fleet.Apis[^1], Refusals().Count);

        // What the others decide does not reach them; the database takes what both sides write.
        lost.Database.CutMembership();
        door.Database.CutMembership();
        await fleet.Network.CutAsync();
        await fleet.UntilGivenUpAsync(lost, Within);
        await UntilAsync(() => Refusals().Count > others);
        await crowd.UntilAllAreHeardAsync(Within);

        lost.Database.Mend();
        door.Database.Mend();
        await lost.UntilEndedAsync();
        await fleet.Network.MendAsync();
        await lost.StartAsync();
        await crowd.UntilAllAreHeardAsync(Within);
        await end.CancelAsync();
        await talking;

        output.WriteLine($"{Refusals().Count - others} of {Sessions} sessions had two writers, each time one was refused");
        Assert.Empty(await crowd.LiesAsync());
    }

    // Where a session lives is the cluster's choice, by what each silo has to do just then.
    private async Task<Crowd> GatherAtEverySiloAsync()
    {
        for (var tries = 1; ; tries++)
        {
            var crowd = await Crowd.GatherAsync(fleet, Sessions);
            var silos = await fleet.WritersAsync(crowd.Talkers.Select(talker => talker.SessionId));
            if (silos == fleet.Silos.Count)
            {
                return crowd;
            }

            crowd.Dispose();
            Assert.True(tries < 10, $"all sessions are at {silos} silos");
        }
    }

    private HashSet<string> Refusals() =>
        fleet.Silos.SelectMany(silo => silo.Log.Split('\n')).Where(line => line.Contains(Refused, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

    private static async Task UntilAsync(Func<bool> isIt)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(Within);
        while (!isIt())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
