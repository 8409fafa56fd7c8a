using JobInterview.Silo.Clustering;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Sqlite;

/// <summary>Brings the files to the current schema, one process at a time.</summary>
internal sealed class SqliteSchema(SqliteFile file, DataFolder folder, TimeProvider clock) : ISchema
{
    private static readonly DataStanding Nothing = new("jobinterview.db in the data folder", [], MayChange: true, null) { Known = [.. Context("Data Source=:memory:").Database.GetMigrations()] };

    public Task ReachAsync(CancellationToken cancel)
    {
        folder.Create();
        return Task.CompletedTask;
    }

    public async Task<IAsyncDisposable> LockAsync(CancellationToken cancel)
    {
        folder.Create();
        var path = folder.StartLock;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException busy) when (Disk.IsBusy(busy))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);   // another process, another clock
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw DataFolder.Unusable(refused);
            }
        }
    }

    public async Task<DataStanding> LookAsync(CancellationToken cancel)
    {
        if (!File.Exists(folder.Database))
        {
            return Nothing;
        }

        await using var connection = new SqliteConnection(SqliteFile.ReadOnly(folder.Database));
        await connection.OpenAsync(cancel);
        if (!await HasAsync(connection, MigrationHistory.Table, cancel))
        {
            return Nothing;
        }

        var claim = await HasAsync(connection, InstallationTable.Claims, cancel) ? await InstallationTable.FindClaimAsync(connection, InstallationTable.At(clock.GetUtcNow()), cancel) : null;
        return Nothing with
        {
            Migrations = await MigrationHistory.ReadAsync(connection, cancel),
            Installation = await HasAsync(connection, InstallationTable.Name, cancel) ? await InstallationTable.FindAsync(connection, cancel) : null,
            Claim = claim,
            LiveClusters = claim is not null && await HasPulseAsync(connection, cancel) ? [claim.Cluster] : [],
        };
    }

    public async Task MigrateAsync(Installation installation, CancellationToken cancel)
    {
        await using (var connection = await file.OpenAsync(cancel))
        {
            // A process killed while it migrated leaves Entity Framework's own lock behind; ours says nobody else is at it.
            await using var command = connection.CreateCommand();
            command.CommandText = "pragma journal_mode = wal; drop table if exists \"__EFMigrationsLock\";";
            await command.ExecuteNonQueryAsync(cancel);
        }

        await using var db = Context(file.ConnectionString);
        await db.Database.MigrateAsync(cancel);
        await NameAsync(installation, cancel);
        SqliteReminders.Create(new(folder.Orleans));
    }

    public async Task NameAsync(Installation installation, CancellationToken cancel)
    {
        await using var connection = await file.OpenAsync(cancel);
        await InstallationTable.WriteAsync(connection, installation, cancel);
    }

    public async Task ClaimAsync(string cluster, CancellationToken cancel)
    {
        await using var connection = await file.OpenAsync(cancel);
        await InstallationTable.ClaimAsync(connection, cluster, InstallationTable.At(clock.GetUtcNow()), cancel);
    }

    // Here membership is in memory: the pulse of a process is what others see of it.
    private async Task<bool> HasPulseAsync(SqliteConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select max(at) from process_pulse";
        return await HasAsync(connection, "process_pulse", cancel) && await command.ExecuteScalarAsync(cancel) is long at
            && (clock.GetUtcNow() - DateTimeOffset.UnixEpoch.AddMicroseconds(at)).Duration() < ClusterRule.Silence;
    }

    private static SqliteDbContext Context(string connection) => new(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite(connection).Options);

    private static async Task<bool> HasAsync(SqliteConnection connection, string table, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from sqlite_master where type = 'table' and name = $table";
        command.Parameters.AddWithValue("$table", table);
        return await command.ExecuteScalarAsync(cancel) is > 0L;
    }
}
