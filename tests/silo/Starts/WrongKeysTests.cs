using JobInterview.Grains.DataSubjects;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Npgsql;

namespace JobInterview.Silo.Tests.Starts;

/// <summary>Data and keys that do not belong together: nothing starts on them, and neither is touched.</summary>
public abstract class WrongKeysTests
{
    [Fact]
    public async Task Keys_of_another_installation_or_none_or_keys_without_their_data_stop_the_start()
    {
        var (own, other, nothing) = (await UsedAsync(), await UsedAsync(), await EmptyAsync());
        foreach (var (data, keys) in new[] { (own, other), (own, nothing), (nothing, own) })
        {
            var mixed = await MixAsync(data, keys);
            var before = await SnapshotAsync(mixed);

            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(mixed));

            Assert.Contains("do not belong together", refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, await SnapshotAsync(mixed));
        }

        await (await TestStorage.StartAsync(await MixAsync(own, own))).DisposeAsync();
    }

    [Fact]
    public async Task A_start_that_was_killed_before_both_had_the_id_is_gone_on_with()
    {
        var settings = await UsedAsync();
        var id = await KeysIdAsync(settings);
        await DataSqlAsync(settings, "drop table installation");
        await KeysSqlAsync(settings, "update installation set is_paired = 0");

        await using var storage = await TestStorage.StartAsync(settings);

        var standing = await storage.Get<KeyLook>().TakeAsync();
        Assert.Equal((id, true), (standing.Installation, standing.IsPaired));
    }

    [Fact]
    public async Task What_is_from_before_there_were_ids_gets_one_and_is_a_pair_from_then_on()
    {
        var settings = await UsedAsync();
        await DataSqlAsync(settings, "drop table installation");
        await KeysSqlAsync(settings, "drop table installation");

        await (await TestStorage.StartAsync(settings)).DisposeAsync();

        Assert.NotNull(await KeysIdAsync(settings));
        await Assert.ThrowsAsync<StartRefusedException>(async () => await TestStorage.StartAsync(await MixAsync(settings, await UsedAsync())));
    }

    protected abstract Task<Dictionary<string, string?>> EmptyAsync();

    /// <summary>The data of one and the keys of another, in a place of their own where they are files.</summary>
    protected abstract Task<Dictionary<string, string?>> MixAsync(Dictionary<string, string?> data, Dictionary<string, string?> keys);

    protected abstract Task<object> SnapshotAsync(Dictionary<string, string?> settings);

    protected abstract Task DataSqlAsync(Dictionary<string, string?> settings, string sql);

    protected abstract Task KeysSqlAsync(Dictionary<string, string?> settings, string sql);

    private static async Task<Guid?> KeysIdAsync(Dictionary<string, string?> settings)
    {
        await using var storage = TestStorage.Build(settings);
        return (await storage.Get<KeyLook>().TakeAsync()).Installation;
    }

    // A place that was started and in which a key is.
    private async Task<Dictionary<string, string?>> UsedAsync()
    {
        var settings = await EmptyAsync();
        await using var storage = await TestStorage.StartAsync(settings);
        await storage.Get<IKeyring>().CreateDataKeyAsync(new(TenantId.New(), RandomId.New()));
        return settings;
    }
}

public sealed class SqliteWrongKeysTests : WrongKeysTests
{
    protected override Task<Dictionary<string, string?>> EmptyAsync() => Task.FromResult(TestStorage.Folder());

    protected override Task<Dictionary<string, string?>> MixAsync(Dictionary<string, string?> data, Dictionary<string, string?> keys)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var mixed = TestStorage.Folder();
        Copy(data, "jobinterview.db*");
        Copy(data, "orleans.db*");
        Copy(keys, "keys.db*");
        Copy(keys, "tombstones.log");
        return Task.FromResult(mixed);

        void Copy(Dictionary<string, string?> from, string files)
        {
            foreach (var file in Directory.GetFiles(from["Data:Folder"]!, files))
            {
                File.Copy(file, Path.Combine(mixed["Data:Folder"]!, Path.GetFileName(file)));
            }
        }
    }

    protected override Task<object> SnapshotAsync(Dictionary<string, string?> settings) => Task.FromResult<object>(KeptFiles.Of(settings["Data:Folder"]!));

    protected override Task DataSqlAsync(Dictionary<string, string?> settings, string sql) => RunAsync(settings, "jobinterview.db", sql);

    protected override Task KeysSqlAsync(Dictionary<string, string?> settings, string sql) => RunAsync(settings, "keys.db", sql);

    private static async Task RunAsync(Dictionary<string, string?> settings, string file, string sql)
    {
        await using var connection = await new Silo.Data.Sqlite.SqliteFile(Path.Combine(settings["Data:Folder"]!, file)).OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class PostgresWrongKeysTests(PostgresEngine engine) : WrongKeysTests
{
    private const string Data = "ConnectionStrings:JobInterview";
    private const string Keys = "ConnectionStrings:Keys";

    // The log of destroyed keys goes with the keys here, as in a cluster whose keys are on another server.
    protected override async Task<Dictionary<string, string?>> EmptyAsync()
    {
        var settings = await engine.EmptyAsync();
        settings[Keys] = (await engine.EmptyAsync())[Data];
        settings["ConnectionStrings:Tombstones"] = settings[Keys];
        return settings;
    }

    protected override Task<Dictionary<string, string?>> MixAsync(Dictionary<string, string?> data, Dictionary<string, string?> keys) =>
        Task.FromResult(new Dictionary<string, string?>(data) { [Keys] = keys[Keys], ["ConnectionStrings:Tombstones"] = keys[Keys] });

    protected override async Task<object> SnapshotAsync(Dictionary<string, string?> settings) =>
        (await KeptRows.OfAsync(settings[Data]!)).Concat(await KeptRows.OfAsync(settings[Keys]!)).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();

    protected override Task DataSqlAsync(Dictionary<string, string?> settings, string sql) => RunAsync(settings[Data]!, sql);

    protected override Task KeysSqlAsync(Dictionary<string, string?> settings, string sql) => RunAsync(settings[Keys]!, sql);

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
