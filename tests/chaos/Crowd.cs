using System.Diagnostics;
using System.Net;
using System.Text.Json;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>Many candidates at the doors of a fleet, and the oracle: what each was told against what is stored.</summary>
internal sealed class Crowd : IDisposable
{
    private static readonly TimeSpan Haste = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient[] _doors;

    private Crowd(HttpClient[] doors, ApiClient api, IReadOnlyList<Talker> talkers) => (_doors, Api, Talkers) = (doors, api, talkers);

    /// <summary>The company's client, which invited them.</summary>
    public ApiClient Api { get; }

    public IReadOnlyList<Talker> Talkers { get; }

    public static Task<Crowd> GatherAsync(Fleet fleet, int sessions) =>
        GatherAsync([.. fleet.Apis.Select(api => api.Open())], fleet.Apis[0].Open(Haste), fleet.Demo, sessions);

    public static Task<Crowd> GatherAsync(ProductProcess product, int sessions) =>
        GatherAsync([product.Http(Patience)], product.Http(Haste), product.Demo(), sessions);

    private static async Task<Crowd> GatherAsync(HttpClient[] doors, HttpClient hasty, JsonElement demo, int sessions)
    {
        var owner = demo.GetProperty("owner");
        var signedIn = await DemoOwner.SignInAsync(doors[0], owner.GetProperty("email").GetString()!, owner.GetProperty("password").GetString()!);
        await signedIn.TakeTheLargestPlanAsync();
        var api = await ApiClient.SignInAsync(doors[0], demo);
        var plan = await Plans.LongAsync(api);
        var talkers = new Talker[sessions];
        await Parallel.ForAsync(0, sessions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => talkers[i] = await Talker.StartAsync(doors, hasty, api, plan, i));
        return new([.. doors, hasty], api, talkers);
    }

    public List<Receipt> ReceiptsSince(long then) => [.. Talkers.SelectMany(talker => talker.ReceiptsSince(then))];

    public List<Refusal> RefusalsSince(long then) => [.. Talkers.SelectMany(talker => talker.RefusalsSince(then))];

    /// <summary>Until everyone who has not been told something wrong has a receipt that is younger than now.</summary>
    public Task UntilAllAreHeardAsync(TimeSpan within) => UntilAsync(within, (talker, since) => talker.ReceiptsSince(since).Count > 0);

    /// <summary>Until everyone knows where they are: taken, or not now.</summary>
    public Task UntilAllAreToldAsync(TimeSpan within) => UntilAsync(within, (talker, since) => talker.ReceiptsSince(since).Count + talker.RefusalsSince(since).Count > 0);

    /// <summary>Until everyone has been refused by a server since then, and how long who waited longest for that did.</summary>
    public async Task<TimeSpan> UntilAllAreRefusedAsync(TimeSpan within)
    {
        var began = Stopwatch.GetTimestamp();
        await UntilAsync(within, (talker, since) => talker.RefusalsSince(since).Any(refusal => refusal.IsAnswer));
        return LongestRefusalSince(began);
    }

    /// <summary>How long anyone waited for a server to say no.</summary>
    public TimeSpan LongestRefusalSince(long then) => RefusalsSince(then).Where(refusal => refusal.IsAnswer).Select(refusal => refusal.Waited).DefaultIfEmpty().Max();

    /// <summary>What anyone was told that is not true: an answer lost, doubled, out of order or with another number.</summary>
    public async Task<List<string>> LiesAsync()
    {
        var lies = Talkers.Select(talker => talker.Wrong).OfType<string>().ToList();
        foreach (var talker in Talkers)
        {
            if (!(await StoredAsync(talker)).SequenceEqual(talker.Acknowledged))
            {
                lies.Add($"{talker.SessionId}: what is stored is not what was acknowledged");
            }
        }

        return lies;
    }

    public void Dispose()
    {
        foreach (var door in _doors)
        {
            door.Dispose();
        }
    }

    private async Task UntilAsync(TimeSpan within, Func<Talker, long, bool> isIt)
    {
        var since = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (Talkers.FirstOrDefault(talker => talker.Wrong is null && !isIt(talker, since)) is { } waiting)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < within, $"{waiting.SessionId} is stuck");
            await pace.WaitForNextTickAsync();
        }
    }

    // A line to the database that broke is found out by whoever takes it next, who is told to try again.
    private async Task<List<(string Text, long Seq)>> StoredAsync(Talker talker)
    {
        var transcript = await Api.GetAsync($"/api/v1/sessions/{talker.SessionId}/transcript");
        for (var again = 0; transcript.Status == HttpStatusCode.ServiceUnavailable && again < 20; again++)
        {
            transcript = await Api.GetAsync($"/api/v1/sessions/{talker.SessionId}/transcript");
        }

        return [.. transcript.Body!["turns"]!.AsArray()
            .Where(turn => turn!["speaker"]!.ToString() == "candidate").Select(turn => (turn!["text"]!.ToString(), turn["seq"]!.GetValue<long>()))];
    }
}
