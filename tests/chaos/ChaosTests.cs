using System.Diagnostics;
using System.Globalization;
using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>Candidates talk while processes die, hang, go and come, and the database falls over; then what each was told is compared with what is stored.</summary>
/// <remarks><c>CHAOS_SESSIONS=800 CHAOS_ROUNDS=5 dotnet run --project tests/chaos -c Release</c> is the long program; <c>CHAOS_FAULT=database</c> takes the faults whose name holds that word.</remarks>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly int Sessions = Number("CHAOS_SESSIONS", 40);
    private static readonly int Rounds = Number("CHAOS_ROUNDS", 1);
    private static readonly string Only = Environment.GetEnvironmentVariable("CHAOS_FAULT") ?? "";
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(22);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    // What a candidate may have to wait at most for a receipt, repeats included.
    private static readonly Fault[] Faults =
    [
        new("a silo is killed", 10, async (fleet, random) =>
        {
            var silo = fleet.Silos[random.Next(fleet.Silos.Count)];
            await silo.KillAsync();
            await Task.Delay(Calm);
            await silo.StartAsync();
        }),
        new("a silo hangs", 20, async (fleet, random) =>
        {
            var silo = fleet.Silos[random.Next(fleet.Silos.Count)];
            await silo.HangAsync();
            await Task.Delay(Hung);
            await silo.WakeAsync();
        }),
        new("an api is killed", 3, async (fleet, random) =>
        {
            var api = fleet.Apis[random.Next(fleet.Apis.Count)];
            await api.KillAsync();
            await api.StartAsync();
        }),
        new("the database falls over and comes again", 20, (fleet, _) => fleet.Database.CrashAsync()),
        new("every process is replaced in turn", 10, async (fleet, _) =>
        {
            foreach (var member in fleet.Silos.Concat(fleet.Apis))
            {
                await member.ReplaceAsync();
            }
        }),
    ];

    [Fact]
    public async Task What_was_acknowledged_is_there_once_in_order_and_nobody_is_stuck()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var fleet = await Fleet.StartAsync(silos: 3, apis: 2);
        var doors = fleet.Apis.Select(api => new HttpClient { BaseAddress = api.Address, Timeout = TimeSpan.FromSeconds(10) }).ToArray();
        var api = await ApiClient.SignInAsync(doors[0], fleet.Demo);
        var plan = await Plans.LongAsync(api);
        var crowd = new List<Talker>();
        for (var i = 0; i < Sessions; i++)
        {
            crowd.Add(await Talker.StartAsync(doors, api, plan, i));
        }

        using var end = new CancellationTokenSource();
        var talking = Task.WhenAll(crowd.Select(talker => talker.TalkAsync(end.Token)));
        var tooLong = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var fault in Faults.Where(fault => fault.Name.Contains(Only, StringComparison.Ordinal)))
            {
                var began = Stopwatch.GetTimestamp();
                await fault.HappenAsync(fleet, random);
                await UntilAllAreHeardAsync(crowd);
                var waits = crowd.SelectMany(talker => talker.WaitsSince(began)).Select(wait => wait.TotalSeconds).Order().DefaultIfEmpty().ToList();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: {waits.Count} receipts, waited p95 {waits[(int)(waits.Count * .95)]:0.00} s, longest {waits[^1]:0.00} s"));
                if (waits[^1] > fault.LongestWait)
                {
                    tooLong.Add(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: someone waited {waits[^1]:0.0} s"));
                }
            }
        }

        await end.CancelAsync();
        await talking;
        await KeepLogsAsync(fleet);
        await Task.WhenAll(crowd.Select(talker => talker.SayAsync()));     // nobody is stuck
        var wrong = crowd.Select(talker => talker.Wrong).OfType<string>().ToList();
        foreach (var talker in crowd)
        {
            if (!(await StoredAsync(api, talker)).SequenceEqual(talker.Acknowledged))
            {
                wrong.Add($"{talker.SessionId}: what is stored is not what was acknowledged");
            }
        }

        output.WriteLine($"{crowd.Sum(talker => talker.Acknowledged.Count)} answers of {Sessions} candidates, seed {seed}");
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(5)));
        Assert.Empty(tooLong);
    }

    private static async Task KeepLogsAsync(Fleet fleet)
    {
        foreach (var member in Environment.GetEnvironmentVariable("CHAOS_LOG") is null ? [] : fleet.Silos.Concat(fleet.Apis))
        {
            await File.WriteAllTextAsync(Path.Combine(Environment.GetEnvironmentVariable("CHAOS_LOG")!, $"{member.Name}.log"), member.Log);
        }
    }

    // Whoever still waits has not been counted yet.
    private static async Task UntilAllAreHeardAsync(List<Talker> crowd)
    {
        var since = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!crowd.TrueForAll(talker => talker.Wrong is not null || talker.LastHeardAt >= since))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(1), "someone is stuck");
            await pace.WaitForNextTickAsync();
        }
    }

    // A line to the database that broke is found out by whoever takes it next, who is told to try again.
    private static async Task<List<(string Text, long Seq)>> StoredAsync(ApiClient api, Talker talker)
    {
        var transcript = await api.GetAsync($"/api/v1/sessions/{talker.SessionId}/transcript");
        for (var again = 0; transcript.Status == HttpStatusCode.ServiceUnavailable && again < 20; again++)
        {
            transcript = await api.GetAsync($"/api/v1/sessions/{talker.SessionId}/transcript");
        }

        return [.. transcript.Body!["turns"]!.AsArray()
            .Where(turn => turn!["speaker"]!.ToString() == "candidate").Select(turn => (turn!["text"]!.ToString(), turn["seq"]!.GetValue<long>()))];
    }

    private static int Number(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{otherwise}", CultureInfo.InvariantCulture);

    /// <param name="LongestWait">Seconds that a candidate may wait for a receipt while it happens.</param>
    private sealed record Fault(string Name, double LongestWait, Func<Fleet, Random, Task> HappenAsync);
}
