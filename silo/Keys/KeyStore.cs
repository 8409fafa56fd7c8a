using System.Data.Common;
using System.Globalization;
using System.Numerics;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JobInterview.Silo.Keys;

/// <summary>Wrapped keys and sealed system secrets in a database of their own; the statements are the same on both engines.</summary>
/// <param name="database">Where keys are read and written.</param>
/// <param name="schemaOwner">The same place, signed in as who may change its schema.</param>
internal sealed class KeyStore(DbDataSource database, DbDataSource schemaOwner, KeyStoreDialect dialect, TimeProvider clock) : IDisposable
{
    // Said so that no index of tenants fits: from ten ids on SQLite would rather read all keys of a tenant than look each one up.
    private const string OfTenant = "tenant || '' = @p0";
    private const string Columns = "select id, kind, tenant, subject, wrapped, parent, wraps, created_at from keys where ";

    private const string Insert = "insert into keys(id, kind, tenant, subject, slot, wrapped, created_at, parent, wraps) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)";
    private const string Behind = "tenant = @p0 and kind <> 'data' and kind in ('subject', 'tenant-data', 'tenant-pepper', 'hold') and coalesce(parent, '') <> @p1";

    // SQLite has one writer; waiting here is fair, its own busy loop is not. PostgreSQL takes them all.
    private readonly SemaphoreSlim? _turn = dialect.HasOneWriter ? new(1, 1) : null;

    public const string ReadMark = "select reached, hash, replayed from tombstone_mark";

    /// <summary>Brings it to the current schema and gives it the id that its data is to have, too, unless it has one.</summary>
    public async Task PrepareAsync(Guid installation, CancellationToken cancel)
    {
        await ExecuteAsync(schemaOwner, dialect.Schema, [], cancel);
        if (dialect.IsOld.Length > 0 && await CountAsync(dialect.IsOld, [], cancel) > 0)
        {
            await ExecuteAsync(schemaOwner, dialect.Upgrade, [], cancel);
        }

        await ExecuteAsync(schemaOwner, KeyStoreDialect.Indexes, [], cancel);
        await ExecuteAsync(
            schemaOwner, "insert into installation(one, id, is_paired, version) values (1, @p0, 0, @p1) on conflict (one) do update set version = excluded.version",
            [RandomId.Format(installation), KeyStoreDialect.Version], cancel);
    }

    /// <summary>The data has the id, too: from now on neither starts without the other.</summary>
    public Task PairAsync(CancellationToken cancel) => ExecuteAsync("update installation set is_paired = 1 where is_paired = 0", [], cancel);

    /// <summary>Adds a key unless its slot is taken; durable when this returns. Throws where the key that wraps it is gone, see <see cref="IsParentGone"/>.</summary>
    public Task AddAsync(StoredKey key, CancellationToken cancel) => ExecuteAsync($"{Insert} on conflict do nothing", Values(key), cancel);

    /// <summary>Puts a newer key into the slot of another, which keeps what it wraps; false when somebody was faster.</summary>
    public async Task<bool> ReplaceAsync(Guid old, StoredKey key, CancellationToken cancel)
    {
        await using var turn = await TurnAsync(cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await RunAsync(connection, transaction, "update keys set slot = null where id = @p0 and slot = @p1", [RandomId.Format(old), key.Slot], cancel) != 1)
        {
            return false;
        }

        await RunAsync(connection, transaction, Insert, Values(key), cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Writes keys as another one wraps them now, unless they are gone or somebody was faster.</summary>
    public async Task RewrapAsync(IReadOnlyList<(StoredKey Before, StoredKey After)> keys, CancellationToken cancel)
    {
        await using var turn = await TurnAsync(cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var (before, after) in keys)
        {
            await RunAsync(
                connection, transaction, "update keys set wrapped = @p0, parent = @p1 where id = @p2 and coalesce(parent, '') = @p3",
                [after.Wrapped, Text(after.Parent), RandomId.Format(after.Id), Text(before.Parent) ?? ""], cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    public Task<List<StoredKey>> FindSlotsAsync(IReadOnlyCollection<string> slots, CancellationToken cancel) =>
        FindAsync($"{Columns} slot in ({Places(0, Padded(slots.Count))})", Pad(slots), cancel);

    public Task<List<StoredKey>> FindAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        FindAsync($"{Columns} {OfTenant} and id in ({Places(1, ids.Count)})", [tenant.ToString(), .. ids.Select(RandomId.Format)], cancel);

    /// <summary>The same of any company: whoever asks compares the company of what is found.</summary>
    public Task<List<StoredKey>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        FindAsync($"{Columns} id in ({Places(0, Padded(ids.Count))})", Pad([.. ids.Select(RandomId.Format)]), cancel);

    public async Task<byte[]?> FindSecretAsync(string name, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = Command(connection, "select sealed from secrets where name = @p0", [name]);
        return await command.ExecuteScalarAsync(cancel) as byte[];
    }

    public async Task<List<string>> SecretNamesAsync(string prefix, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = Command(connection, "select name from secrets where substr(name, 1, @p0) = @p1 order by created_at, name", [prefix.Length, prefix]);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>The second wraps of data keys.</summary>
    public Task<List<StoredKey>> FindWrapsAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        FindAsync($"{Columns} {OfTenant} and wraps in ({Places(1, ids.Count)})", [tenant.ToString(), .. ids.Select(RandomId.Format)], cancel);

    /// <summary>The versions of a tenant's key, oldest first.</summary>
    public Task<List<StoredKey>> FindVersionsAsync(TenantId tenant, CancellationToken cancel) =>
        FindAsync($"{Columns} kind = '{KeyKinds.Tenant}' and tenant = @p0 order by slot is not null, created_at, id", [tenant.ToString()], cancel);

    /// <summary>All keys of one of the few kinds that are not many.</summary>
    public Task<List<StoredKey>> FindKindAsync(string kind, CancellationToken cancel) => FindAsync($"{Columns} kind = @p0 and kind in ('tenant', 'hold') order by id", [kind], cancel);

    /// <summary>Keys that a version of the tenant's key wraps, and not this one.</summary>
    public Task<List<StoredKey>> FindBehindAsync(TenantId tenant, Guid version, int limit, CancellationToken cancel) => FindAsync(
        $"{Columns} {Behind} order by id limit @p2", [tenant.ToString(), RandomId.Format(version), limit], cancel);

    public Task<long> CountBehindAsync(TenantId tenant, Guid version, CancellationToken cancel) =>
        CountAsync($"select count(*) from keys where {Behind}", [tenant.ToString(), RandomId.Format(version)], cancel);

    /// <summary>Whether a key could not be written, or not be destroyed, because of what is above or below it.</summary>
    public static bool IsParentGone(DbException failure) => failure is SqliteException { SqliteExtendedErrorCode: 787 } or PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation };

    /// <summary>A person's keys: their own, and the data keys below it; or a hold's, with its wraps.</summary>
    public Task<List<StoredKey>> FindOfSubjectAsync(TenantKey subject, CancellationToken cancel) =>
        FindAsync($"{Columns} tenant = @p0 and subject = @p1", [subject.Tenant.ToString(), RandomId.Format(subject.Id)], cancel);

    /// <summary>Destroys keys that the log of destroyed keys names, up to <paramref name="named"/>: what they sealed is gone for good once no process holds them unwrapped.</summary>
    public async Task DestroyAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, TombstoneHead named, CancellationToken cancel)
    {
        await using var turn = await TurnAsync(cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await RunAsync(connection, null, dialect.BeforeDelete, [], cancel);
        await using (var transaction = await connection.BeginTransactionAsync(cancel))
        {
            await RunAsync(connection, transaction, $"delete from keys where {OfTenant} and id in ({Places(1, ids.Count)})", [tenant.ToString(), .. ids.Select(RandomId.Format)], cancel);
            await RunAsync(connection, transaction, "update tombstone_mark set reached = @p0, hash = @p1 where reached < @p0", [named.Seq, named.Hash.ToArray()], cancel);
            await transaction.CommitAsync(cancel);
        }

        await RunAsync(connection, null, dialect.AfterDelete, [], cancel);
    }

    /// <summary>Destroys keys by their ids alone, with what they wrap, and answers how many were there.</summary>
    public async Task<int> DestroyAgainAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var turn = await TurnAsync(cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await RunAsync(connection, null, dialect.BeforeDelete, [], cancel);
        var destroyed = 0;
        foreach (var some in ids.Chunk(500))
        {
            destroyed += await RunAsync(connection, null, $"delete from keys where id in ({Places(0, some.Length)}) or parent in ({Places(0, some.Length)})", [.. some.Select(RandomId.Format)], cancel);
        }

        if (destroyed > 0)
        {
            await RunAsync(connection, null, dialect.AfterDelete, [], cancel);
        }

        return destroyed;
    }

    /// <summary>How far these keys know the log of destroyed keys; null: they have never known one.</summary>
    public async Task<TombstoneMark?> MarkAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = Command(connection, ReadMark, []);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? Mark(row) : null;
    }

    public static TombstoneMark Mark(DbDataReader row) => new(new(row.GetInt64(0), [.. row.GetFieldValue<byte[]>(1)]), row.GetInt64(2));

    /// <summary>Writes that nothing is here any more that the log names up to <paramref name="replayed"/>.</summary>
    public Task SetMarkAsync(TombstoneHead replayed, CancellationToken cancel) => ExecuteAsync(
        """
        insert into tombstone_mark(one, reached, hash, replayed) values (1, @p0, @p1, @p0)
        on conflict (one) do update set
            hash = case when tombstone_mark.reached < excluded.reached then excluded.hash else tombstone_mark.hash end,
            reached = case when tombstone_mark.reached < excluded.reached then excluded.reached else tombstone_mark.reached end,
            replayed = case when tombstone_mark.replayed < excluded.replayed then excluded.replayed else tombstone_mark.replayed end
        """,
        [replayed.Seq, replayed.Hash.ToArray()], cancel);

    public Task AddSecretAsync(string name, byte[] sealedSecret, CancellationToken cancel) => ExecuteAsync(
        "insert into secrets(name, sealed, created_at) values (@p0, @p1, @p2) on conflict do nothing",
        [name, sealedSecret, clock.GetUtcNow().ToUnixTimeMilliseconds()], cancel);

    public void Dispose() => _turn?.Dispose();

    // Statements of a few lengths, the last value repeated: each is prepared once.
    private static int Padded(int count) => (int)BitOperations.RoundUpToPowerOf2((uint)count);

    private static object?[] Pad(IReadOnlyCollection<string> values) => [.. values, .. Enumerable.Repeat(values.Last(), Padded(values.Count) - values.Count)];

    private async Task<List<StoredKey>> FindAsync(string sql, object?[] values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<StoredKey>();
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new(
                Guid.ParseExact(reader.GetString(0), "n"), reader.GetString(1), TenantId.Parse(reader.GetString(2), null),
                await IdAsync(3), reader.GetFieldValue<byte[]>(4), await IdAsync(5), await IdAsync(6))
            {
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(7)),
            });
        }

        return found;

        async Task<Guid?> IdAsync(int column) => await reader.IsDBNullAsync(column, cancel) ? null : Guid.ParseExact(reader.GetString(column), "n");
    }

    private async Task<long> CountAsync(string sql, object?[] values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = Command(connection, sql, values);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    private object?[] Values(StoredKey key) =>
    [
        RandomId.Format(key.Id), key.Kind, key.Tenant.ToString(), Text(key.Subject), key.Slot, key.Wrapped, clock.GetUtcNow().ToUnixTimeMilliseconds(), Text(key.Parent), Text(key.Wraps),
    ];

    private Task ExecuteAsync(string sql, object?[] values, CancellationToken cancel) => ExecuteAsync(database, sql, values, cancel);

    private async Task ExecuteAsync(DbDataSource source, string sql, object?[] values, CancellationToken cancel)
    {
        await using var turn = await TurnAsync(cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await RunAsync(connection, null, sql, values, cancel);
    }

    private async ValueTask<Turn> TurnAsync(CancellationToken cancel)
    {
        await (_turn?.WaitAsync(cancel) ?? Task.CompletedTask);
        return new(_turn);
    }

    private static async Task<int> RunAsync(DbConnection connection, DbTransaction? transaction, string sql, object?[] values, CancellationToken cancel)
    {
        if (sql.Length == 0)
        {
            return 0;
        }

        await using var command = Command(connection, sql, values);
        command.Transaction = transaction;
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static DbCommand Command(DbConnection connection, string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static string Places(int from, int count) => string.Join(", ", Enumerable.Range(from, count).Select(i => $"@p{i}"));

    private static string? Text(Guid? id) => id is { } some ? RandomId.Format(some) : null;

    private readonly struct Turn(SemaphoreSlim? turn) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            turn?.Release();
            return default;
        }
    }
}
