using JobInterview.Silo.Clustering;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Sqlite;

/// <summary>Brings the files to the current schema, one process at a time.</summary>
internal sealed class SqliteSchema(SqliteFile file, DataFolder folder) : ISchema
{
    private static readonly DataStanding Nothing = new("jobinterview.db in the data folder", [], MayChange: true, null);

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
        return await HasAsync(connection, MigrationHistory.Table, cancel)
            ? Nothing with
            {
                Migrations = await MigrationHistory.ReadAsync(connection, cancel),
                Installation = await HasAsync(connection, InstallationTable.Name, cancel) ? await InstallationTable.FindAsync(connection, cancel) : null,
            }
            : Nothing;
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

        await using var db = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite(file.ConnectionString).Options);
        await db.Database.MigrateAsync(cancel);
        await NameAsync(installation, cancel);
        SqliteReminders.Create(new(folder.Orleans));
    }

    public async Task NameAsync(Installation installation, CancellationToken cancel)
    {
        await using var connection = await file.OpenAsync(cancel);
        await InstallationTable.WriteAsync(connection, installation, cancel);
    }

    private static async Task<bool> HasAsync(SqliteConnection connection, string table, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from sqlite_master where type = 'table' and name = $table";
        command.Parameters.AddWithValue("$table", table);
        return await command.ExecuteScalarAsync(cancel) is > 0L;
    }
}
