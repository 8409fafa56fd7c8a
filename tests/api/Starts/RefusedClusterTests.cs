using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Api.Tests.Starts;

/// <summary>The shipped programs on a PostgreSQL that is not theirs: a clear word, exit code 78, no row touched.</summary>
public sealed class RefusedClusterTests
{
    [Fact]
    public async Task Beside_another_cluster_on_other_keys_on_no_database_and_by_another_clock()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var (main, keys, other) = (postgres.Connection(await postgres.CreateDatabaseAsync()), postgres.Connection(await postgres.CreateDatabaseAsync()), postgres.Connection(await postgres.CreateDatabaseAsync()));
        var settings = new Dictionary<string, string>
        {
            ["Cluster__Mode"] = "PostgreSql", ["Cluster__HostsSilo"] = "true", ["ConnectionStrings__JobInterview"] = main, ["ConnectionStrings__Keys"] = keys, ["Demo"] = "true",
            ["Silo__Port"] = $"{ProductProcess.FreePort()}", ["Silo__GatewayPort"] = $"{ProductProcess.FreePort()}", ["Start__DatabaseWaitSeconds"] = "0",
            ["Keys__Root"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
        };
        var data = Path.Combine(Path.GetTempPath(), $"ji-data-{Guid.NewGuid():n}");
        await using (var product = await ProductProcess.StartAsync(settings))
        {
            (await EndedProgram.RunAsync(EndedProgram.Silo, data, new Dictionary<string, string>(settings) { ["Cluster__Id"] = "green" }))
                .AssertRefused("silos of cluster 'jobinterview' live on it, and Cluster:Id is 'green'");
            await product.KillAsync();
        }

        string[] databases = [main, keys, other];
        var before = await KeptAsync(databases);
        var foreign = await EndedProgram.RunAsync(EndedProgram.Api, data, new Dictionary<string, string>(settings) { ["ConnectionStrings__Keys"] = other });
        var nowhere = await EndedProgram.RunAsync(EndedProgram.Silo, data, new Dictionary<string, string>(settings) { ["ConnectionStrings__Keys"] = "Host=127.0.0.1;Port=1;Username=me;Password=hunter2" });
        var early = await EndedProgram.RunAsync(EndedProgram.Silo, data, settings.Concat(FakedDate.By("-1h")).ToDictionary());
        var backup = await EndedProgram.RunAsync(EndedProgram.Silo, data, new Dictionary<string, string>(settings) { ["ConnectionStrings__JobInterview"] = "Password=hunter2" }, "backup", data);

        foreign.AssertRefused("there are no keys, and the data is under some");
        nowhere.AssertRefused("ConnectionStrings:Keys: no database answers there");
        early.AssertRefused("The clock of this machine is 01:00:00 behind the database's");
        backup.AssertRefused("ConnectionStrings:JobInterview is no connection string");
        Assert.DoesNotContain("hunter2", nowhere.Error + nowhere.Out + backup.Error + backup.Out, StringComparison.Ordinal);
        Assert.Equal(before, await KeptAsync(databases));
        Assert.False(Path.Exists(data));
    }

    private static async Task<List<Dictionary<string, string>>> KeptAsync(string[] databases)
    {
        var kept = new List<Dictionary<string, string>>();
        foreach (var database in databases)
        {
            kept.Add(await KeptRows.OfAsync(database));
        }

        return kept;
    }
}
