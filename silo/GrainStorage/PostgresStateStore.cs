using JobInterview.Silo.Data.Postgres;
using Npgsql;
using Orleans.Runtime;

namespace JobInterview.Silo.GrainStorage;

/// <summary>Grain states on PostgreSQL. The primary key and the version make every race have one winner, the first write's too.</summary>
internal sealed class PostgresStateStore(PostgresDatabases databases) : IStateStore
{
    private const string ThisRow = "state_name = $1 and grain_id = $2";

    public async Task<StoredState?> ReadAsync(string name, GrainId grain)
    {
        await using var command = Command($"select body, version from grain_state where {ThisRow}", name, grain);
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? new(row.GetFieldValue<byte[]>(0), row.GetInt64(1)) : null;
    }

    public async Task<long?> WriteAsync(string name, GrainId grain, byte[] body, long? version)
    {
        var next = (version ?? 0) + 1;
        await using var command = version is { } current
            ? Command($"update grain_state set body = $3, version = $4 where {ThisRow} and version = $5", name, grain, body, next, current)
            : Command("insert into grain_state(state_name, grain_id, body, version) values ($1, $2, $3, $4) on conflict do nothing", name, grain, body, next);
        return await command.ExecuteNonQueryAsync() == 1 ? next : null;
    }

    public async Task<bool> ClearAsync(string name, GrainId grain, long? version)
    {
        if (version is { } current)
        {
            await using var delete = Command($"delete from grain_state where {ThisRow} and version = $3", name, grain, current);
            return await delete.ExecuteNonQueryAsync() == 1;
        }

        return await ReadAsync(name, grain) is null;
    }

    private NpgsqlCommand Command(string sql, string name, GrainId grain, params ReadOnlySpan<object> values)
    {
        var command = databases.Main.CreateCommand(sql);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = grain.ToString() });
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
