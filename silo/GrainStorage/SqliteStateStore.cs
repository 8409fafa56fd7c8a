using JobInterview.Silo.Data.Sqlite;
using Orleans.Runtime;

namespace JobInterview.Silo.GrainStorage;

/// <summary>Grain states in the one file, written in the common commits of its one writer.</summary>
internal sealed class SqliteStateStore(SqliteFile file, SqliteWriter writer) : IStateStore
{
    private const string ThisRow = "state_name = $0 and grain_id = $1";

    public async Task<StoredState?> ReadAsync(string name, GrainId grain)
    {
        await using var connection = await file.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select body, version from grain_state where {ThisRow}";
        command.Parameters.AddWithValue("$0", name);
        command.Parameters.AddWithValue("$1", grain.ToString());
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? new(row.GetFieldValue<byte[]>(0), row.GetInt64(1)) : null;
    }

    public async Task<long?> WriteAsync(string name, GrainId grain, byte[] body, long? version)
    {
        var next = (version ?? 0) + 1;
        var written = 0;
        await writer.WriteAsync(statements => written = version is { } current
            ? statements.Execute($"update grain_state set body = $2, version = $3 where {ThisRow} and version = $4", name, grain.ToString(), body, next, current)
            : statements.Execute(
                "insert into grain_state(state_name, grain_id, body, version) values ($0, $1, $2, $3) on conflict do nothing",
                name, grain.ToString(), body, next));
        return written == 1 ? next : null;
    }

    public async Task<bool> ClearAsync(string name, GrainId grain, long? version)
    {
        var cleared = false;
        await writer.WriteAsync(statements => cleared = version is { } current
            ? statements.Execute($"delete from grain_state where {ThisRow} and version = $2", name, grain.ToString(), current) == 1
            : statements.Scalar($"select 1 from grain_state where {ThisRow}", name, grain.ToString()) is null);
        return cleared;
    }
}
