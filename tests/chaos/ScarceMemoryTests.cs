using System.Diagnostics;
using System.Globalization;
using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>A process with little memory, while candidates talk: it refuses before the kernel ends it; where the kernel does, nothing that was acknowledged is lost.</summary>
public sealed class ScarceMemoryTests(ITestOutputHelper output)
{
    private const int Talkers = 6;
    private const int Mebibytes = 512;
    private const int MostLines = 8_000;                          // far more than fit
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // Nothing but the memory is to say no.
    private static readonly Dictionary<string, string> Unlimited = new()
    {
        ["Limits__RoomPerSecond"] = "100000", ["Limits__RoomBurst"] = "1000000", ["Limits__RoomAtOnce"] = "10000", ["Limits__RoomsAtOnce"] = "100000",
        ["Limits__TenantPerSecond"] = "100000", ["Limits__TenantBurst"] = "1000000",
    };

    [Fact]
    public async Task With_less_and_less_memory_it_begins_nothing_and_then_takes_nothing_and_lives_and_serves_again()
    {
        using var memory = new MemoryLimit(Mebibytes);
        await using var product = await ProductProcess.StartAsync(Unlimited, around: memory.Around);
        using var crowd = await Crowd.GatherAsync(product, Talkers);
        using var door = product.Http(Within);
        var beginner = await Candidate.InviteAsync(door, crowd.Api);
        await beginner.ConsentAsync();
        await beginner.StartAsync();
        using var end = new CancellationTokenSource();
        var talking = Task.WhenAll(crowd.Talkers.Select(talker => talker.TalkAsync(Pace, end.Token)));

        using var hoard = new Hoard(product, beginner);
        var noBeginning = await GrowUntilAsync(hoard, async () => (await beginner.Room.PostAsync("/api/v1/room/start")) is { Status: not HttpStatusCode.OK } no ? no : null);
        await crowd.UntilAllAreHeardAsync(Within);                // who is in an interview goes on
        var few = hoard.Lines;
        var nothing = await GrowUntilAsync(hoard, async () => (await door.GetAsync("/pricing")) is { StatusCode: HttpStatusCode.ServiceUnavailable } no ? no : null);
        output.WriteLine($"no beginning after {few} lines, nothing after {hoard.Lines}");
        var (hasEnded, health) = (product.HasEnded, await door.GetAsync("/health/live"));
        hoard.Dispose();
        await UntilAsync(async () => (await beginner.Room.PostAsync("/api/v1/room/start")).Status == HttpStatusCode.OK);
        await crowd.UntilAllAreHeardAsync(Within);
        await end.CancelAsync();
        await talking;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (noBeginning.Status, noBeginning.Code));
        Assert.InRange(noBeginning.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        Assert.InRange(nothing.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        Assert.Equal((false, HttpStatusCode.OK), (hasEnded, health.StatusCode));
        Assert.Empty(await crowd.LiesAsync());
    }

    [Fact]
    public async Task What_a_process_acknowledged_that_the_kernel_ended_is_there_when_it_starts_again()
    {
        using var memory = new MemoryLimit(Mebibytes);
        await using var product = await ProductProcess.StartAsync(Unlimited, around: memory.Around);
        using var crowd = await Crowd.GatherAsync(product, Talkers);
        using var end = new CancellationTokenSource();
        var talking = Task.WhenAll(crowd.Talkers.Select(talker => talker.TalkAsync(Pace / 4, end.Token)));
        await crowd.UntilAllAreHeardAsync(Within);

        // Whoever takes too much beside it, the product is the one that goes.
        await File.WriteAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{product.ProcessId}/oom_score_adj"), "1000");
        using var glutton = Process.Start(memory.Around[0], [.. memory.Around[1..], "tail", "/dev/zero"]);
        await product.UntilEndedAsync(Within);
        var code = product.ExitCode;
        glutton.Kill();
        await glutton.WaitForExitAsync();
        await product.StartAsync();
        await crowd.UntilAllAreHeardAsync(Within);
        await end.CancelAsync();
        await talking;

        Assert.Equal(137, code);
        Assert.Empty(await crowd.LiesAsync());
    }

    // A little at a time, as a process that is flooded within the blink of an eye is not what this is about.
    private static async Task<TAnswer> GrowUntilAsync<TAnswer>(Hoard hoard, Func<Task<TAnswer?>> refusal) where TAnswer : class
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (hoard.Lines < MostLines)
        {
            for (var i = 0; i < 10; i++)
            {
                await hoard.GrowAsync();
                await pace.WaitForNextTickAsync();
            }

            if (await refusal() is { } refused)
            {
                return refused;
            }
        }

        throw new InvalidOperationException($"{hoard.Lines} lines, and nothing was refused.");
    }

    private static async Task UntilAsync(Func<Task<bool>> isIt)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(Within);
        while (!await isIt())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
