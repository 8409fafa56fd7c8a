using JobInterview.Silo.Clustering;
using JobInterview.Silo.Hosting;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Sqlite;

/// <summary>Brings the files to the current schema, one process at a time.</summary>
internal sealed class SqliteSchema(SqliteFile file, DataFolder folder) : ISchema
{
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
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);   // another process, another clock
            }
        }
    }

    public async Task MigrateAsync(CancellationToken cancel)
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
        SqliteReminders.Create(new(folder.Orleans));
    }
}
