using System.Diagnostics;
using System.Globalization;

namespace JobInterview.Chaos.Tests;

/// <summary>Two activations of one session, on both sides of a cut, each sure that it is the only one: the journal takes the numbers of one and refuses the other.</summary>
[Collection<OneFleet>]
public sealed class SplitBrainTests(Fleet fleet, ITestOutputHelper output)
{
    private const string Refused = "is written by another activation; this one stops";
    private const int Sessions = 30;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_history_is_one_and_the_other_writer_is_refused()
    {
        using var crowd = await Crowd.GatherAsync(fleet, Sessions);
        using var end = new CancellationTokenSource();
        var talking = Task.WhenAll(crowd.Talkers.Select(talker => talker.TalkAsync(TimeSpan.FromSeconds(1), end.Token)));
        await crowd.UntilAllAreHeardAsync(Within);
        var lost = fleet.Silos[^1];

        // What it writes from now on is on its way, and what the others decide does not reach it.
        var cut = Stopwatch.GetTimestamp();
        lost.Database.Cut();
        await fleet.Network.CutAsync();
        await fleet.UntilGivenUpAsync(lost, Within);
        await crowd.UntilAllAreHeardAsync(Within);
        Assert.DoesNotContain(Refused, lost.Log, StringComparison.Ordinal);

        var apart = Stopwatch.GetElapsedTime(cut);
        lost.Database.Mend();
        await lost.UntilEndedAsync();
        await fleet.Network.MendAsync();
        await lost.StartAsync();
        await crowd.UntilAllAreHeardAsync(Within);
        await end.CancelAsync();
        await talking;

        var refused = lost.Log.Split('\n').Where(line => line.Contains(Refused, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{refused.Count} of {Sessions} sessions had two writers, each one refused, {apart.TotalSeconds:0.0} s apart"));
        Assert.NotEmpty(refused);
        Assert.Empty(await crowd.LiesAsync());
    }
}
