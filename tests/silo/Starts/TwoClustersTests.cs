using JobInterview.Silo.Starts;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Silo.Tests.Starts;

/// <summary>Two clusters, or two services, on one database: the second does not start and writes nothing.</summary>
public abstract class TwoClustersTests(Engine engine)
{
    [Fact]
    public async Task A_second_cluster_starts_only_when_the_first_is_silent()
    {
        await using var blue = await engine.StartAsync();
        var green = new Dictionary<string, string?>(blue.Settings) { ["Cluster:Id"] = "green" };
        Assert.Contains("a process of cluster 'jobinterview' started on it", await RefusedAsync(blue, green), StringComparison.Ordinal);

        await blue.AsOwnerAsync("update cluster_claim set claimed_at = claimed_at - 61000");
        await blue.AsOwnerAsync(Live);
        Assert.Contains("silos of cluster 'jobinterview' live on it", await RefusedAsync(blue, green), StringComparison.Ordinal);

        await blue.AsOwnerAsync(Silent);
        await using var second = await TestStorage.StartAsync(green);
        Assert.Contains("cluster 'green'", await RefusedAsync(blue, blue.Settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_service_is_left_alone()
    {
        await using var storage = await engine.StartAsync();
        await storage.AsOwnerAsync("update installation set service = 'another'");

        Assert.Contains("belongs to the service 'another'", await RefusedAsync(storage, storage.Settings), StringComparison.Ordinal);
    }

    protected abstract string Live { get; }

    protected abstract string Silent { get; }

    protected abstract Task<object> SnapshotAsync(TestStorage storage);

    private async Task<string> RefusedAsync(TestStorage storage, Dictionary<string, string?> settings)
    {
        var before = await SnapshotAsync(storage);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(settings));
        Assert.Equal(before, await SnapshotAsync(storage));
        return refused.Message;
    }
}

public sealed class SqliteTwoClustersTests(SqliteEngine engine) : TwoClustersTests(engine)
{
    // The clock of these tests stands still, at 9:00 on 24 November 2026.
    protected override string Live => "insert into process_pulse(id, at) values (zeroblob(16), (unixepoch('2026-11-24 09:00:00') - 10) * 1000000)";

    protected override string Silent => "delete from process_pulse";

    protected override Task<object> SnapshotAsync(TestStorage storage) => Task.FromResult<object>(KeptFiles.Of(storage.Path));
}

public sealed class PostgresTwoClustersTests(PostgresEngine engine) : TwoClustersTests(engine)
{
    protected override string Live => """
        insert into orleansmembershipversiontable(deploymentid) values ('jobinterview');
        insert into orleansmembershiptable(deploymentid, address, port, generation, siloname, hostname, status, starttime, iamalivetime)
        values ('jobinterview', '127.0.0.1', 11111, 1, 'one', 'here', 3, now() - interval '1 hour', now() - interval '10 seconds')
        """;

    protected override string Silent => "update orleansmembershiptable set status = 6";

    protected override async Task<object> SnapshotAsync(TestStorage storage) => await KeptRows.OfAsync(storage.Settings["ConnectionStrings:JobInterview"]!);
}
