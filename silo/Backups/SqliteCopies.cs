using JobInterview.Silo.Data.Sqlite;
using JobInterview.Silo.Hosting;
using Microsoft.Data.Sqlite;

namespace JobInterview.Silo.Backups;

/// <summary>SQLite's own online backup: one read of each file, as of one moment, beside its writers.</summary>
internal sealed class SqliteCopies(DataFolder files) : IDatabaseCopies
{
    public string Engine => "sqlite";

    public Task<bool> AreEmptyAsync(CancellationToken cancel) => Task.FromResult(!new[] { files.Database, files.Keys, files.Orleans }.Any(File.Exists));

    public async Task CopyDataAsync(string folder, CancellationToken cancel)
    {
        await CopyAsync(files.Database, folder, cancel);
        await CopyAsync(files.Orleans, folder, cancel);
    }

    public Task CopyKeysAsync(string folder, CancellationToken cancel) => CopyAsync(files.Keys, folder, cancel);

    public async Task RestoreDataAsync(string folder, CancellationToken cancel)
    {
        await PutBackAsync(folder, files.Orleans, cancel);
        await PutBackAsync(folder, files.Database, cancel);
    }

    public Task RestoreKeysAsync(string folder, CancellationToken cancel) => PutBackAsync(folder, files.Keys, cancel);

    private static Task PutBackAsync(string folder, string file, CancellationToken cancel) => BackupFiles.CopyAsync(Path.Combine(folder, Path.GetFileName(file)), file, cancel);

    private static async Task CopyAsync(string file, string folder, CancellationToken cancel)
    {
        var copy = Path.Combine(folder, Path.GetFileName(file));
        var unpooled = new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString();
        await using (var source = await new SqliteFile(file).OpenAsync(cancel))
        await using (var target = new SqliteConnection(unpooled))
        {
            await target.OpenAsync(cancel);
            source.BackupDatabase(target);
            await using var single = target.CreateCommand();
            single.CommandText = "pragma journal_mode = delete";        // the copy is one file, and starts its own log of changes again when it is used
            await single.ExecuteNonQueryAsync(cancel);
        }

        BackupFiles.Sync(copy);
    }
}
