using System.Diagnostics;
using JobInterview.Silo.Clustering;
using Npgsql;

namespace JobInterview.Silo.Data.Postgres;

/// <summary>The database's clock, which all processes share.</summary>
internal sealed class PostgresClock(PostgresDatabases databases)
{
    public async Task<ClockReading> ReadAsync(CancellationToken cancel)
    {
        await using var connection = await databases.Main.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        var asked = TimeProvider.System.GetUtcNow();          // that of the machine, whatever the time of the product is
        var database = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancel))!);
        return ClockReading.Of(asked, database, TimeProvider.System.GetUtcNow(), Stopwatch.GetElapsedTime(0));
    }
}
