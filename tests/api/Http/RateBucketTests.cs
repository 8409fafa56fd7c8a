using JobInterview.Api.Http;

namespace JobInterview.Api.Tests.Http;

public sealed class RateBucketTests
{
    private static readonly Rate TwentyASecond = new(20, 60);

    [Fact]
    public void A_burst_is_let_through_and_no_more()
    {
        var bucket = new RateBucket();

        var accepted = Enumerable.Range(0, 100).Count(_ => bucket.Take(TwentyASecond, 1_000).Accepted);

        Assert.Equal(60, accepted);
    }

    [Fact]
    public void After_a_burst_the_rate_holds()
    {
        var bucket = new RateBucket();
        var accepted = 0;

        for (var millisecond = 0; millisecond < 10_000; millisecond++)
        {
            accepted += bucket.Take(TwentyASecond, millisecond * TimeSpan.TicksPerMillisecond).Accepted ? 1 : 0;
        }

        Assert.InRange(accepted, 60 + 199, 60 + 200);
    }

    [Fact]
    public void A_refusal_says_when_to_come_back()
    {
        var bucket = new RateBucket();
        var verdicts = Enumerable.Range(0, 61).Select(_ => bucket.Take(new(1, 60), 0)).ToArray();

        Assert.Equal((true, 59), (verdicts[0].Accepted, verdicts[0].Remaining));
        Assert.Equal((false, 1), (verdicts[60].Accepted, verdicts[60].Seconds));
    }

    [Fact]
    public async Task Parallel_takers_share_one_bucket()
    {
        var bucket = new RateBucket();

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 50).Count(_ => bucket.Take(TwentyASecond, 5).Accepted))));

        Assert.Equal(60, taken.Sum());
    }
}
