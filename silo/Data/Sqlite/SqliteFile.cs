using Microsoft.Data.Sqlite;

namespace JobInterview.Silo.Data.Sqlite;

/// <summary>The database file and how its connections are opened: WAL, every commit on the disk before it counts.</summary>
internal sealed class SqliteFile(string path)
{
    public string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        DefaultTimeout = 30,
        ForeignKeys = true,
        Pooling = true,
    }.ToString();

    /// <summary>For a look: nothing of the file changes, not even what a killed process left in its log of changes. Without such a log nobody has the file open, and a reader
    /// that knows this makes no files of its own beside it.</summary>
    public static string ReadOnly(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = File.Exists($"{path}-wal") ? path : $"file:{Uri.EscapeDataString(path)}?immutable=1",
        DefaultTimeout = 30,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
    }.ToString();

    public async Task<SqliteConnection> OpenAsync(CancellationToken cancel)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    public SqliteConnection OpenForWriting()
    {
        // Not pooled: what the writer sets on its connection stays with it, and closing it after a fault really closes.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        connection.Open();
        using var settings = connection.CreateCommand();
        settings.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 10000;";
        settings.ExecuteNonQuery();
        return connection;
    }
}
