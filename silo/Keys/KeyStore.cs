using System.Data.Common;
using System.Globalization;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>Wrapped keys and sealed system secrets in a database of their own; the statements are the same on both engines.</summary>
/// <param name="database">Where keys are read and written.</param>
/// <param name="schemaOwner">The same place, signed in as who may change its schema.</param>
internal sealed class KeyStore(DbDataSource database, DbDataSource schemaOwner, KeyStoreDialect dialect, TimeProvider clock) : IDisposable
{
    // Said so that no index of tenants fits: from ten ids on SQLite would rather read all keys of a tenant than look each one up.
    private const string OfTenant = "tenant || '' = @p0";
    private const string Columns = "select id, kind, tenant, subject, wrapped from keys where ";

    // SQLite has one writer; waiting here is fair, its own busy loop is not. PostgreSQL takes them all.
    private readonly SemaphoreSlim? _turn = dialect.HasOneWriter ? new(1, 1) : null;

    public Task PrepareAsync(CancellationToken cancel) => ExecuteAsync(schemaOwner, dialect.Schema, [], cancel);

    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = Command(connection, "select (select count(*) from keys) + (select count(*) from secrets)", []);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>Adds a key unless its slot is taken; durable when this returns.</summary>
    public Task AddAsync(StoredKey key, CancellationToken cancel) => ExecuteAsync(
        "insert into keys(id, kind, tenant, subject, slot, wrapped, created_at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6) on conflict do nothing",
        [RandomId.Format(key.Id), key.Kind, key.Tenant.ToString(), Text(key.Subject), key.Slot, key.Wrapped, clock.GetUtcNow().ToUnixTimeMilliseconds()],
        cancel);

    public Task<List<StoredKey>> FindSlotsAsync(IReadOnlyCollection<string> slots, CancellationToken cancel) =>
        FindAsync($"{Columns} slot in ({Places(0, slots.Count)})", [.. slots], cancel);

    public Task<List<StoredKey>> FindAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        FindAsync($"{Columns} {OfTenant} and id in ({Places(1, ids.Count)})", [tenant.ToString(), .. ids.Select(RandomId.Format)], cancel);

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

    /// <summary>A person's keys: their own, and the data keys below it.</summary>
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

    /// <summary>Destroys keys by their ids alone, and answers how many were there.</summary>
    public async Task<int> DestroyAgainAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var turn = await TurnAsync(cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await RunAsync(connection, null, dialect.BeforeDelete, [], cancel);
        var destroyed = 0;
        foreach (var some in ids.Chunk(500))
        {
            destroyed += await RunAsync(connection, null, $"delete from keys where id in ({Places(0, some.Length)})", [.. some.Select(RandomId.Format)], cancel);
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
        await using var command = Command(connection, "select reached, hash, replayed from tombstone_mark", []);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(new(row.GetInt64(0), [.. row.GetFieldValue<byte[]>(1)]), row.GetInt64(2)) : null;
    }

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
                await reader.IsDBNullAsync(3, cancel) ? null : Guid.ParseExact(reader.GetString(3), "n"), reader.GetFieldValue<byte[]>(4)));
        }

        return found;
    }

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

/// <summary>How far a key database knows the log of destroyed keys: what it has seen, and up to where it is sure to hold nothing of it.</summary>
internal sealed record TombstoneMark(TombstoneHead Reached, long Replayed);

/// <summary>What differs between the engines of the key database.</summary>
internal sealed record KeyStoreDialect(string Schema, bool HasOneWriter)
{
    public static readonly KeyStoreDialect Sqlite = new("pragma journal_mode = wal;" + Of("blob"), true)
    {
        // A deleted row would stay in the file's free pages and in the log of changes, and with it the wrapped key.
        BeforeDelete = "pragma secure_delete = on",
        AfterDelete = "pragma wal_checkpoint(truncate)",
    };

    public static readonly KeyStoreDialect Postgres = new(Of("bytea"), false);

    public string BeforeDelete { get; private init; } = "";

    public string AfterDelete { get; private init; } = "";

    /// <summary>A schema beside the tables of the application, whose login may use it and not change it.</summary>
    public static KeyStoreDialect PostgresSchema(string login) => new(
        $"""
        create schema if not exists keys;
        {Of("bytea")}
        grant usage on schema keys to {login};
        grant select, insert, update, delete on all tables in schema keys to {login};
        """,
        false);

    private static string Of(string bytes) => $"""
        create table if not exists keys(
            id text primary key, kind text not null, tenant text not null, subject text, slot text unique, wrapped {bytes} not null, created_at bigint not null);
        create index if not exists keys_of_subject on keys(tenant, subject);
        create table if not exists secrets(name text primary key, sealed {bytes} not null, created_at bigint not null);
        create table if not exists tombstone_mark(one integer primary key, reached bigint not null, hash {bytes} not null, replayed bigint not null);
        """;
}

/// <summary>A wrapped key as it is stored; <see cref="Slot"/> makes it the only one of its kind, a data key has none.</summary>
internal sealed record StoredKey(Guid Id, string Kind, TenantId Tenant, Guid? Subject, byte[] Wrapped)
{
    public string? Slot => Kind switch
    {
        KeyKinds.Tenant => KeyKinds.TenantSlot(Tenant),
        KeyKinds.TenantData => KeyKinds.TenantDataSlot(Tenant),
        KeyKinds.Subject => KeyKinds.SubjectSlot(Tenant, Subject!.Value),
        _ => null,
    };

    public byte[] Binding => Envelope.Bind(
        Sealer.Service, "key", "1", Kind, Tenant.ToString(), Subject is { } subject ? RandomId.Format(subject) : "", RandomId.Format(Id));
}

/// <summary>The four kinds of keys below the root.</summary>
internal static class KeyKinds
{
    public const string Tenant = "tenant";
    public const string TenantData = "tenant-data";
    public const string Subject = "subject";
    public const string Data = "data";

    public static string TenantSlot(TenantId tenant) => $"{Tenant}:{tenant}";

    public static string TenantDataSlot(TenantId tenant) => $"{TenantData}:{tenant}";

    public static string SubjectSlot(TenantId tenant, Guid subject) => $"{Subject}:{tenant}/{RandomId.Format(subject)}";
}
