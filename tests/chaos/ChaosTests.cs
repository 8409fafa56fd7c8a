using System.Diagnostics;
using System.Globalization;

namespace JobInterview.Chaos.Tests;

/// <summary>Candidates talk while processes die, hang, go and come, lines are cut, and the database is slow, away or falls over; then what each was told is compared with what is stored.</summary>
/// <remarks><c>CHAOS_SESSIONS=10000 dotnet run --project tests/chaos -c Release</c> is the long program; <c>CHAOS_FAULT=cut,replaced</c> takes the faults whose name holds one of the words.</remarks>
[Collection<OneFleet>]
public sealed class ChaosTests(Fleet fleet, ITestOutputHelper output)
{
    private static readonly int Sessions = Number("CHAOS_SESSIONS", 40);
    private static readonly int Rounds = Number("CHAOS_ROUNDS", 1);
    private static readonly string[] Only = (Environment.GetEnvironmentVariable("CHAOS_FAULT") ?? "").Split(',');

    // Two hundred answers a second at most, as the machine is shared with the cluster; and the questions of an interview last for all rounds.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(Math.Max(2 * Rounds, Sessions / 200.0));

    // What nobody could be told while it lasted is worked off after it, at a thousand a second.
    private static readonly double Backlog = Sessions / 1_000.0;

    [Fact]
    public async Task What_was_acknowledged_is_there_once_in_order_and_nobody_is_stuck()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        using var crowd = await Crowd.GatherAsync(fleet, Sessions);
        using var end = new CancellationTokenSource();
        var talking = Task.WhenAll(crowd.Talkers.Select(talker => talker.TalkAsync(Pace, end.Token)));
        var broken = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var fault in Fault.All.Where(fault => Only.Any(word => fault.Name.Contains(word, StringComparison.Ordinal))))
            {
                broken.AddRange(await LiveThroughAsync(fault, crowd, random));
            }
        }

        await end.CancelAsync();
        await talking;
        await Task.WhenAll(crowd.Talkers.Select(talker => talker.SayAsync()));     // nobody is stuck
        var lies = await crowd.LiesAsync();
        output.WriteLine($"{crowd.Talkers.Sum(talker => talker.Acknowledged.Count)} answers of {Sessions} candidates, seed {seed}");
        Assert.True(lies.Count == 0, string.Join(Environment.NewLine, lies.Take(5)));
        Assert.Empty(broken);
    }

    private async Task<IEnumerable<string>> LiveThroughAsync(Fault fault, Crowd crowd, Random random)
    {
        var within = (2 * Pace) + TimeSpan.FromSeconds(60);
        var began = Stopwatch.GetTimestamp();
        var before = fleet.Silos.ConvertAll(silo => silo.Resident);
        var heal = await fault.BreakAsync(fleet, random);
        await (fault.IsSurvived ? crowd.UntilAllAreHeardAsync(within) : crowd.UntilAllAreToldAsync(within));
        var (growth, refused) = (fleet.Silos.Zip(before, (silo, size) => silo.Resident - size).Max(), crowd.LongestRefusalSince(began));
        await heal();
        var healed = Stopwatch.GetTimestamp();
        await crowd.UntilAllAreHeardAsync(within);

        var receipts = crowd.ReceiptsSince(began);
        var waits = receipts.Select(receipt => fault.IsSurvived ? receipt.Waited : receipt.WaitedSince(healed)).Select(wait => wait.TotalSeconds).Order().ToList();
        var usual = waits[(int)(waits.Count * .95)];
        var tries = receipts.Max(receipt => receipt.Tries);
        var told = crowd.RefusalsSince(began).OrderByDescending(refusal => refusal.Waited).FirstOrDefault();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{fault.Name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {receipts.Count} receipts, waited p95 {usual:0.00} s, longest {waits[^1]:0.00} s, at most {tries} tries, refused after {refused.TotalSeconds:0.00} s, a silo grew by {growth >> 20} MiB, longest without receipt {told.Waited.TotalSeconds:0.00} s {told.Told}"));
        List<string> broken = [];
        if (refused.TotalSeconds > fault.LongestRefusal)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: someone was refused after {refused.TotalSeconds:0.0} s"));
        }

        if (growth > fault.MostGrowth)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: a silo grew by {growth >> 20} MiB"));
        }

        if (waits[^1] > fault.LongestWait + (fault.IsSurvived ? 0 : Backlog))
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: someone waited {waits[^1]:0.0} s"));
        }

        if (usual > fault.UsualWait)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: one of twenty waited {usual:0.0} s"));
        }

        if (tries > fault.MostTries)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: someone had to say the same {tries} times"));
        }

        return broken;
    }

    private static int Number(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{otherwise}", CultureInfo.InvariantCulture);
}
