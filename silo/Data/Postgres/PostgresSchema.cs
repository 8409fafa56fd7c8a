using JobInterview.Silo.Starts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JobInterview.Silo.Data.Postgres;

/// <summary>Brings the database to the current schema, one process at a time.</summary>
internal sealed class PostgresSchema(PostgresDatabases databases) : ISchema
{
    private const long LockNumber = 0x6a6f62696e747677;           // "jobintvw"
    private const int Attempts = 5;

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
        var (isThere, isNamed, mayChange) = await FindTablesAsync(connection, cancel);
        return new(
            "ConnectionStrings:JobInterview", isThere ? await MigrationHistory.ReadAsync(connection, cancel) : [], mayChange,
            isNamed ? await InstallationTable.FindAsync(connection, cancel) : null);
    }

    public async Task MigrateAsync(Installation installation, CancellationToken cancel)
    {
        await using var connection = databases.OpenForMigrations();
        await using var db = new PostgresDbContext(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(connection).Options);
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

    private static async Task<(bool IsThere, bool IsNamed, bool MayChange)> FindTablesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select to_regclass('"{MigrationHistory.Table}"') is not null, to_regclass('{InstallationTable.Name}') is not null,
                coalesce((select pg_has_role(current_user, relowner, 'usage') from pg_class where oid = to_regclass('"{MigrationHistory.Table}"')), true)
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2));
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
