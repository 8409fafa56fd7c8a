using JobInterview.Silo.Starts;
using JobInterview.Silo.Tests.Storage;
using Npgsql;

namespace JobInterview.Silo.Tests.Starts;

/// <summary>Databases that a newer program has changed, and older ones that this process may not change: nothing is written.</summary>
public abstract class SchemaAgeTests(Engine engine)
{
    [Fact]
    public async Task A_migration_that_the_program_does_not_know_stops_it_and_is_named()
    {
        await using var storage = await engine.StartAsync();
        await storage.AsOwnerAsync("""insert into "__EFMigrationsHistory" values ('29991231235959_Tomorrow', '10.0.0')""");

        Assert.Contains("it has migration 29991231235959_Tomorrow", await RefusedAsync(storage), StringComparison.Ordinal);

        await storage.AsOwnerAsync("""delete from "__EFMigrationsHistory" where "MigrationId" = '29991231235959_Tomorrow'""");
        await using var known = await engine.StartAsync(storage);
    }

    [Fact]
    public async Task So_does_a_version_of_the_keys()
    {
        await using var storage = await engine.StartAsync();
        await KeysSqlAsync(storage, "update installation set version = 4000");

        Assert.Contains("it has version 4000, and 3 is the newest it knows", await RefusedAsync(storage), StringComparison.Ordinal);
    }

    protected abstract Task KeysSqlAsync(TestStorage storage, string sql);

    protected abstract Task<object> SnapshotAsync(TestStorage storage);

    private protected async Task<string> RefusedAsync(TestStorage storage, Dictionary<string, string?>? settings = null)
    {
        var before = await SnapshotAsync(storage);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(settings ?? storage.Settings));
        Assert.Equal(before, await SnapshotAsync(storage));
        return refused.Message;
    }
}

public sealed class SqliteSchemaAgeTests(SqliteEngine engine) : SchemaAgeTests(engine)
{
    protected override Task<object> SnapshotAsync(TestStorage storage) => Task.FromResult<object>(KeptFiles.Of(storage.Path));

    protected override async Task KeysSqlAsync(TestStorage storage, string sql)
    {
        await using var connection = await new Silo.Data.Sqlite.SqliteFile(Path.Combine(storage.Path, "keys.db")).OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class PostgresSchemaAgeTests(PostgresEngine engine) : SchemaAgeTests(engine)
{
    private const string Main = "ConnectionStrings:JobInterview";
    private readonly PostgresEngine _engine = engine;

    [Fact]
    public async Task A_login_that_owns_nothing_starts_on_the_current_schema_and_refuses_an_older_one_by_both_names()
    {
        var owner = await _engine.EmptyAsync();
        var both = new Dictionary<string, string?>(owner) { ["ConnectionStrings:Migrations"] = owner[Main], [Main] = await PostgresEngine.CreateLoginAsync(owner[Main]!) };
        await (await TestStorage.StartAsync(both)).DisposeAsync();
        var alone = new Dictionary<string, string?>(owner) { [Main] = both[Main] };
        await (await TestStorage.StartAsync(alone)).DisposeAsync();
        await using var storage = TestStorage.Build(owner);
        var migrations = (await RowsAsync(owner, "select \"MigrationId\" from \"__EFMigrationsHistory\" order by 1 desc limit 2")).ToArray();

        await RowsAsync(owner, $"delete from \"__EFMigrationsHistory\" where \"MigrationId\" = '{migrations[0]}'");
        var older = await RefusedAsync(storage, alone);
        await RowsAsync(owner, $"insert into \"__EFMigrationsHistory\" values ('{migrations[0]}', '10.0.0'); update keys.installation set version = 2");
        var olderKeys = await RefusedAsync(storage, alone);
        await (await TestStorage.StartAsync(both)).DisposeAsync();

        Assert.Contains($"is at {migrations[1]}, and {migrations[0]}", older, StringComparison.Ordinal);
        Assert.Contains("is at version 2, and version 3 is needed", olderKeys, StringComparison.Ordinal);
        await using var again = await TestStorage.StartAsync(alone);
    }

    protected override async Task<object> SnapshotAsync(TestStorage storage) => await KeptRows.OfAsync(storage.Settings[Main]!);

    protected override Task KeysSqlAsync(TestStorage storage, string sql) => RowsAsync(storage.Settings, sql.Replace("installation", "keys.installation", StringComparison.Ordinal));

    private static async Task<List<string>> RowsAsync(Dictionary<string, string?> settings, string sql)
    {
        await using var connection = new NpgsqlConnection(settings[Main]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}
