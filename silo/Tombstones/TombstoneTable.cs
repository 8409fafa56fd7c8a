using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Tenants;
using Npgsql;
using NpgsqlTypes;

namespace JobInterview.Silo.Tombstones;

/// <summary>The log as a table of its own schema, best in a database of its own. The table refuses every change of what it holds.</summary>
internal sealed class TombstoneTable(PostgresDatabases databases, TimeProvider clock) : ITombstones
{
    private const string What = "table tombstones.entries";
    private const long LockNumber = 0x6a6f62696e747473;           // "jobintts"
    private const string Columns = "select seq, at, kind, keys, hash from tombstones.entries";

    public async Task<TombstoneHead> OpenAsync(TombstoneHead? known, CancellationToken cancel = default)
    {
        if (!await ExistsAsync(cancel))
        {
            if (known is not null)
            {
                throw TombstonesBrokenException.Missing(What);
            }

            await BeginWithAsync([Tombstone.Begin(clock.GetUtcNow())], cancel);
        }

        Tombstone? last = null;
        var knows = known is null;
        await foreach (var entry in ReadAsync(-1, cancel))
        {
            last = entry.Follows(last) ? entry : throw TombstonesBrokenException.Broken(What, (last?.Seq ?? -1) + 1);
            knows |= entry.Head == known;
        }

        return last is not null && knows ? last.Head : throw TombstonesBrokenException.Cut(What, known ?? new(0, []));
    }

    public async Task<TombstoneHead> AppendAsync(IReadOnlyCollection<Guid> keys, TombstoneKind kind, CancellationToken cancel = default)
    {
        await using var connection = await databases.Tombstones.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var alone = new NpgsqlCommand("set local synchronous_commit = on; select pg_advisory_xact_lock(@number)", connection))
        {
            alone.Parameters.AddWithValue("number", LockNumber);
            await alone.ExecuteNonQueryAsync(cancel);
        }

        var known = await NamedAsync(connection, keys, cancel);
        var last = await LastAsync(connection, cancel) ?? throw TombstonesBrokenException.Missing(What);
        ImmutableArray<Guid> fresh = [.. keys.Where(key => !known.Contains(key))];
        if (fresh.IsEmpty)
        {
            return last.Head;
        }

        var entry = last.Next(clock.GetUtcNow(), kind, fresh);
        await InsertAsync(connection, entry, cancel);
        await transaction.CommitAsync(cancel);
        return entry.Head;
    }

    public void Forget(IReadOnlyCollection<Guid> keys)
    {
        // The table is asked each time: other processes append to it.
    }

    public async Task<IReadOnlySet<Guid>> NamedAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancel = default)
    {
        await using var connection = await databases.Tombstones.OpenConnectionAsync(cancel);
        return await NamedAsync(connection, keys, cancel);
    }

    public async IAsyncEnumerable<Tombstone> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var connection = await databases.Tombstones.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand($"{Columns} where seq > @after order by seq", connection);
        command.Parameters.AddWithValue("after", after);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            yield return Entry(rows);
        }
    }

    public async Task<bool> ExistsAsync(CancellationToken cancel = default)
    {
        await using var connection = await databases.Tombstones.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand("select to_regclass('tombstones.entries') is not null", connection);
        return await command.ExecuteScalarAsync(cancel) is true && await LastAsync(connection, cancel) is not null;
    }

    public async Task BeginWithAsync(IReadOnlyList<Tombstone> entries, CancellationToken cancel = default)
    {
        await using var connection = await databases.TombstoneSchema.OpenConnectionAsync(cancel);
        await using (var schema = new NpgsqlCommand(Schema(databases.Login), connection))
        {
            await schema.ExecuteNonQueryAsync(cancel);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var entry in entries)
        {
            await InsertAsync(connection, entry, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    private static async Task<HashSet<Guid>> NamedAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> keys, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select keys from tombstones.entries where keys && @keys", connection);
        command.Parameters.AddWithValue("keys", NpgsqlDbType.Array | NpgsqlDbType.Uuid, keys.ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var named = new HashSet<Guid>();
        while (await rows.ReadAsync(cancel))
        {
            named.UnionWith(rows.GetFieldValue<Guid[]>(0));
        }

        named.IntersectWith(keys);
        return named;
    }

    private static async Task<Tombstone?> LastAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"{Columns} order by seq desc limit 1", connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? Entry(rows) : null;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, Tombstone entry, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("insert into tombstones.entries(seq, at, kind, keys, hash) values (@seq, @at, @kind, @keys, @hash)", connection);
        command.Parameters.AddWithValue("seq", entry.Seq);
        command.Parameters.AddWithValue("at", entry.At.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("kind", entry.Kind.ToString());
        command.Parameters.AddWithValue("keys", NpgsqlDbType.Array | NpgsqlDbType.Uuid, entry.Keys.ToArray());
        command.Parameters.AddWithValue("hash", entry.Hash.ToArray());
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static Tombstone Entry(NpgsqlDataReader row) => new(
        row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), Enum.TryParse<TombstoneKind>(row.GetString(2), out var kind) ? kind : TombstoneKind.Begun,
        [.. row.GetFieldValue<Guid[]>(3)], [.. row.GetFieldValue<byte[]>(4)]);

    // Whoever may write the keys may add to the log and never take from it; not even its owner changes it in passing.
    private static string Schema(string login) => $"""
        create schema if not exists tombstones;
        create table if not exists tombstones.entries(seq bigint primary key, at bigint not null, kind text not null, keys uuid[] not null, hash bytea not null);
        create index if not exists entries_of_key on tombstones.entries using gin(keys);
        create or replace function tombstones.refuse() returns trigger language plpgsql as $$ begin raise exception 'the log of destroyed keys is only appended to'; end $$;
        create or replace trigger appended_only before update or delete or truncate on tombstones.entries for each statement execute function tombstones.refuse();
        grant usage on schema tombstones to {login};
        grant select, insert on tombstones.entries to {login};
        """;
}
