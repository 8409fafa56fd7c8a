using System.Diagnostics;
using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Contract;

/// <summary>An answer costs the same at the end of a long interview as at its start: measured side by side, turn by turn, as a ratio.</summary>
public sealed class FlatCostTests(ProductFixture product)
{
    private const int Long = 160;
    private const int Measured = 60;

    [Fact]
    public async Task The_two_hundredth_turn_costs_what_the_first_did()
    {
        var plan = await Plans.LongAsync(product.Api);
        var old = await StartAsync(plan);
        for (var turn = 0; turn < Long; turn++)
        {
            await SayAsync(old, turn);
        }

        var ratio = double.MaxValue;
        for (var attempt = 0; attempt < 3 && ratio > 1.2; attempt++)       // the machine is shared: noise can only make a flat cost look steep
        {
            var young = await StartAsync(plan);
            var times = new (double Old, double Young)[Measured / 3];
            for (var turn = 0; turn < times.Length; turn++)
            {
                times[turn] = (await SayAsync(old, Long + (attempt * times.Length) + turn), await SayAsync(young, turn));
            }

            ratio = Median(times.Select(t => t.Old)) / Median(times.Select(t => t.Young));
        }

        Assert.True(ratio <= 1.2, $"A late turn costs {ratio:0.00} times an early one.");
    }

    private async Task<Candidate> StartAsync(string plan)
    {
        var candidate = await Candidate.InviteAsync(product.Http, product.Api, email: $"{Guid.NewGuid():n}@example.test", plan: plan);
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        return candidate;
    }

    // A short answer is asked back about, a whole one closes the question: two turns a question, so 120 questions hold them all.
    private static async Task<double> SayAsync(Candidate candidate, int turn)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await candidate.SayAsync($"m-{turn}", turn % 2 == 0 ? "I talked to her and we found a way." : Candidate.Story);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Measured / 6);
}
