using Npgsql;

namespace JobInterview.Silo.Journal;

/// <summary>One connection that is kept: its statements stay prepared and its server process warm. After a failure the next commit starts on a fresh one.</summary>
internal sealed class PostgresJournalWriter(NpgsqlDataSource database, Guid process) : IDisposable
{
    private NpgsqlConnection? _connection;

    public void Commit(List<SealedAppend> appends)
    {
        try
        {
            _connection ??= database.OpenConnection();
            using var batch = JournalStatements.Of(_connection, appends, process);
            batch.ExecuteNonQuery();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
