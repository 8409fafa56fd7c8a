using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Api.Tests.Starts;

/// <summary>By a clock that is wrong, interviews would end too early and recordings would be destroyed too early: nobody works by one.</summary>
public sealed class JumpedClockTests
{
    [Theory]
    [InlineData("+1h", "01:00:00 ahead of the database's: this process ends")]
    [InlineData("-1h", "behind the database's: this process ends")]
    public async Task A_process_whose_clock_jumps_ends_itself_and_says_why(string jump, string why)
    {
        await using var postgres = await PostgresServer.StartAsync();
        var date = Path.GetTempFileName();
        await File.WriteAllTextAsync(date, "+0", TestContext.Current.CancellationToken);
        await using var product = await ProductProcess.StartAsync(new Dictionary<string, string>(FakedDate.In(date))
        {
            ["Cluster__Mode"] = "PostgreSql", ["Cluster__HostsSilo"] = "true", ["ConnectionStrings__JobInterview"] = postgres.Connection(await postgres.CreateDatabaseAsync()),
            ["Silo__Port"] = $"{ProductProcess.FreePort()}", ["Silo__GatewayPort"] = $"{ProductProcess.FreePort()}",
        });

        await File.WriteAllTextAsync(date, jump, TestContext.Current.CancellationToken);
        await product.UntilEndedAsync(TimeSpan.FromSeconds(60));

        Assert.Contains(why, await File.ReadAllTextAsync(product.Log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        File.Delete(date);
    }
}
