using JobInterview.Silo.Starts;

namespace JobInterview.Silo.Tests.Starts;

public sealed class ClusterRuleTests
{
    private static readonly DataStanding Own = new("data", ["1_Initial"], MayChange: true, new(Guid.NewGuid(), "ours"));

    [Fact]
    public void Another_service_is_refused_for_ever() =>
        Assert.Contains("'theirs'", Refusal(Own with { Installation = new(Guid.NewGuid(), "theirs") }), StringComparison.Ordinal);

    [Theory]
    [InlineData("blue", 0, false), InlineData("blue", 59, false), InlineData("blue", -59, false), InlineData("blue", 60, true), InlineData("green", 0, true)]
    public void Another_cluster_may_follow_when_the_one_before_is_silent_for_a_minute(string claimed, int seconds, bool mayStart) =>
        Assert.Equal(mayStart, Refusal(Own with { Claim = new(claimed, TimeSpan.FromSeconds(seconds)) }) is null);

    [Fact]
    public void No_cluster_starts_beside_living_silos_of_another()
    {
        var silent = Own with { Claim = new("blue", TimeSpan.FromDays(1)) };

        Assert.Null(Refusal(silent with { LiveClusters = ["green"] }));
        Assert.Contains("silos of cluster 'blue' live on it", Refusal(silent with { LiveClusters = ["green", "blue"] }), StringComparison.Ordinal);
    }

    private static string? Refusal(DataStanding data) => Record.Exception(() => ClusterRule.Check(data, "ours", "green"))?.Message;
}
