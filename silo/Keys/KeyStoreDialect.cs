namespace JobInterview.Silo.Keys;

/// <summary>What differs between the engines of the key database.</summary>
/// <param name="Place">What an operator calls it.</param>
internal sealed record KeyStoreDialect(string Place, string Schema, bool HasOneWriter)
{
    /// <summary>Counts up with every change of the schema.</summary>
    public const int Version = 3;

    /// <summary>What a database is that has keys and no version: the first to write one was 3.</summary>
    public const int VersionBeforeVersions = 2;

    /// <summary>A few keys are looked for by other things than their id; data keys, which are many, are in none of these but the first.</summary>
    public const string Indexes = """
        create index if not exists keys_of_parent on keys(parent);
        create index if not exists keys_of_wraps on keys(wraps) where wraps is not null;
        create index if not exists keys_above_data on keys(tenant, id) where kind <> 'data';
        create index if not exists keys_of_few on keys(kind, tenant) where kind in ('tenant', 'hold');
        """;

    /// <summary>Asks for a table by a name of ours.</summary>
    public string HasTable(string name) => HasOneWriter ? $"select count(*) from sqlite_master where type = 'table' and name = '{name}'" : $"select to_regclass('{name}') is not null";

    /// <summary>Asks whether the login may change the tables; a file is whoever's may write it.</summary>
    public string MayChange => HasOneWriter ? "select 1" : "select pg_has_role(current_user, relowner, 'usage') from pg_class where oid = to_regclass('keys')";

    private const string NewColumns = "parent text references keys(id), wraps text";

    public static readonly KeyStoreDialect Sqlite = new("keys.db in the data folder", "pragma journal_mode = wal;" + Of("blob"), true)
    {
        IsOld = "select count(*) = 0 from pragma_table_info('keys') where name = 'parent'",
        Upgrade = "alter table keys add column parent text references keys(id); alter table keys add column wraps text;",
        // A deleted row would stay in the file's free pages and in the log of changes, and with it the wrapped key.
        BeforeDelete = "pragma secure_delete = on",
        AfterDelete = "pragma wal_checkpoint(truncate)",
    };

    public static readonly KeyStoreDialect Postgres = new("ConnectionStrings:Keys", Of("bytea") + UpgradePostgres, false);

    private const string UpgradePostgres = "alter table keys add column if not exists parent text references keys(id); alter table keys add column if not exists wraps text;";

    /// <summary>Asks whether <see cref="Upgrade"/> is needed, where the engine has no words for it in one statement.</summary>
    public string IsOld { get; private init; } = "";

    public string Upgrade { get; private init; } = "";

    public string BeforeDelete { get; private init; } = "";

    public string AfterDelete { get; private init; } = "";

    /// <summary>A schema beside the tables of the application, whose login may use it and not change it.</summary>
    public static KeyStoreDialect PostgresSchema(string login) => new(
        "schema keys of ConnectionStrings:JobInterview",
        $"""
        create schema if not exists keys;
        {Of("bytea")}
        {UpgradePostgres}
        grant usage on schema keys to {login};
        grant select, insert, update, delete on all tables in schema keys to {login};
        """,
        false);

    // A key that another one wraps names it, so that none can be destroyed while it wraps anything, and nothing is wrapped by one that is gone.
    private static string Of(string bytes) => $"""
        create table if not exists keys(
            id text primary key, kind text not null, tenant text not null, subject text, slot text unique, wrapped {bytes} not null, created_at bigint not null, {NewColumns});
        create index if not exists keys_of_subject on keys(tenant, subject);
        create table if not exists secrets(name text primary key, sealed {bytes} not null, created_at bigint not null);
        create table if not exists tombstone_mark(one integer primary key, reached bigint not null, hash {bytes} not null, replayed bigint not null);
        create table if not exists installation(one integer primary key, id text not null, is_paired integer not null, version integer not null);
        """;
}
