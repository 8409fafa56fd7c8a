using Npgsql;

namespace JobInterview.Silo.Journal;

/// <summary>One connection that is kept: its statements stay prepared and its server process warm. After a failure the next commit starts on a fresh one.</summary>
internal sealed class PostgresJournalWriter(NpgsqlDataSource database, Guid process) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    public async Task CommitAsync(List<SealedAppend> appends)
    {
        try
        {
            _connection ??= await database.OpenConnectionAsync();
            await using var batch = JournalStatements.Of(_connection, appends, process);
            await batch.ExecuteNonQueryAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } used)
        {
            _connection = null;
            await used.DisposeAsync();
        }
    }
}
