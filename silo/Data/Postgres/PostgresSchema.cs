using JobInterview.Silo.Clustering;
using JobInterview.Silo.Starts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JobInterview.Silo.Data.Postgres;

/// <summary>Brings the database to the current schema, one process at a time.</summary>
internal sealed class PostgresSchema(PostgresDatabases databases, PostgresDoors doors, PostgresClock clock) : ISchema
{
    private const long LockNumber = 0x6a6f62696e747677;           // "jobintvw"
    private const int Attempts = 5;
    private const string Now = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

    public async Task ReachAsync(CancellationToken cancel)
    {
        await doors.KnockAsync(cancel);
        ClockWatch.Check(await clock.ReadAsync(cancel));
    }

    public async Task<IAsyncDisposable> LockAsync(CancellationToken cancel)
    {
        var connection = databases.OpenForMigrations();
        try
        {
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { CommandTimeout = 0 };
            command.Parameters.Add(new() { Value = LockNumber });
            await command.ExecuteNonQueryAsync(cancel);
            return new HeldLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<DataStanding> LookAsync(CancellationToken cancel)
    {
        await using var connection = databases.OpenForMigrations();
        await connection.OpenAsync(cancel);
        await using var db = Context(connection);
        return new(
            "ConnectionStrings:JobInterview",
            await IsTrueAsync($"to_regclass('\"{MigrationHistory.Table}\"') is not null") ? await MigrationHistory.ReadAsync(connection, cancel) : [],
            await IsTrueAsync($"coalesce((select pg_has_role(current_user, relowner, 'usage') from pg_class where oid = to_regclass('\"{MigrationHistory.Table}\"')), true)"),
            await IsTrueAsync($"to_regclass('{InstallationTable.Name}') is not null") ? await InstallationTable.FindAsync(connection, cancel) : null)
        {
            Known = [.. db.Database.GetMigrations()],
            Claim = await IsTrueAsync($"to_regclass('{InstallationTable.Claims}') is not null") ? await InstallationTable.FindClaimAsync(connection, Now, cancel) : null,
            LiveClusters = await IsTrueAsync("to_regclass('orleansmembershiptable') is not null") ? await LiveClustersAsync(connection, cancel) : [],
        };

        async Task<bool> IsTrueAsync(string claim)
        {
            await using var command = new NpgsqlCommand($"select {claim}", connection);
            return await command.ExecuteScalarAsync(cancel) is true;
        }
    }

    public async Task MigrateAsync(Installation installation, CancellationToken cancel)
    {
        await using var connection = databases.OpenForMigrations();
        await using var db = Context(connection);
        await db.Database.MigrateAsync(cancel);
        await connection.OpenAsync(cancel);
        await InstallationTable.WriteAsync(connection, installation, cancel);
        await GrantAsync(connection, cancel);
    }

    public async Task NameAsync(Installation installation, CancellationToken cancel)
    {
        await using var connection = databases.OpenForMigrations();
        await connection.OpenAsync(cancel);
        await InstallationTable.WriteAsync(connection, installation, cancel);
    }

    private static PostgresDbContext Context(NpgsqlConnection connection) => new(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(connection).Options);

    public async Task ClaimAsync(string cluster, CancellationToken cancel)
    {
        await using var connection = databases.OpenForMigrations();
        await connection.OpenAsync(cancel);
        await InstallationTable.ClaimAsync(connection, cluster, Now, cancel);
    }

    // Created 1, joining 2, active 3, leaving 4 and 5; a dead one is 6.
    private static async Task<List<string>> LiveClustersAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select distinct deploymentid from orleansmembershiptable where status between 1 and 5 and iamalivetime > now() - @silence", connection);
        command.Parameters.AddWithValue("silence", ClusterRule.Silence);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var live = new List<string>();
        while (await rows.ReadAsync(cancel))
        {
            live.Add(rows.GetString(0));
        }

        return live;
    }

    // Roles belong to the server: another database's start may be granting the same at this moment.
    private async Task GrantAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var command = new NpgsqlCommand(PostgresRoles.GrantTo(databases.Login), connection);
                await command.ExecuteNonQueryAsync(cancel);
                return;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.InternalError && attempt < Attempts)
            {
                await Task.Yield();                           // "tuple concurrently updated": the other one has done it
            }
        }
    }

    private sealed class HeldLock(NpgsqlConnection connection) : IAsyncDisposable
    {
        // Back in the pool the session would keep the lock, so it is given back by name.
        public async ValueTask DisposeAsync()
        {
            await using (var command = new NpgsqlCommand("select pg_advisory_unlock($1)", connection))
            {
                command.Parameters.Add(new() { Value = LockNumber });
                await command.ExecuteNonQueryAsync();
            }

            await connection.DisposeAsync();
        }
    }
}
