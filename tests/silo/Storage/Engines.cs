using JobInterview.Silo.Tests.Storage;
using Npgsql;

[assembly: AssemblyFixture(typeof(SqliteEngine))]
[assembly: AssemblyFixture(typeof(PostgresEngine))]

namespace JobInterview.Silo.Tests.Storage;

/// <summary>One of the databases the storage runs on; the same tests hold on each.</summary>
public abstract class Engine : IAsyncLifetime
{
    private readonly Lazy<Task<TestStorage>> _shared;

    protected Engine() => _shared = new(() => StartAsync());

    /// <summary>A storage that tests share: each takes tenants of its own and leaves the clock alone.</summary>
    public Task<TestStorage> SharedAsync() => _shared.Value;

    /// <summary>A storage of its own, or another process on the data of an earlier one.</summary>
    public async Task<TestStorage> StartAsync(TestStorage? besides = null) =>
        await TestStorage.StartAsync(besides?.Settings ?? await SettingsAsync(), besides?.Clock);

    /// <summary>Settings for an empty place that nobody has used.</summary>
    public abstract Task<Dictionary<string, string?>> SettingsAsync();

    public virtual ValueTask InitializeAsync() => default;

    public virtual async ValueTask DisposeAsync()
    {
        if (_shared.IsValueCreated)
        {
            await (await _shared.Value).DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteEngine : Engine
{
    public override Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(TestStorage.Folder());
}

public sealed class PostgresEngine : Engine
{
    private readonly PostgresServer _server = new();
    private readonly Lazy<Task<string>> _migrated;

    public PostgresEngine() => _migrated = new(async () =>
    {
        var settings = await EmptyAsync();
        await using (await TestStorage.StartAsync(settings))
        {
        }

        NpgsqlConnection.ClearAllPools();                     // a database with guests can not be copied
        return new NpgsqlConnectionStringBuilder(settings["ConnectionStrings:JobInterview"]).Database!;
    });

    public override async ValueTask InitializeAsync() => await _server.InitializeAsync();

    public override async Task<Dictionary<string, string?>> SettingsAsync() =>
        Settings(await _server.CreateDatabaseAsync(await _migrated.Value));

    /// <summary>Settings for a database without any table.</summary>
    public async Task<Dictionary<string, string?>> EmptyAsync() => Settings(await _server.CreateDatabaseAsync());

    /// <summary>The same database for a login that owns nothing.</summary>
    public static async Task<string> CreateLoginAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var login = $"app-{Guid.NewGuid():n}";
        await using var command = new NpgsqlCommand($"create role \"{login}\" login", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(connectionString) { Username = login }.ToString();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    private Dictionary<string, string?> Settings(string database)
    {
        var settings = TestStorage.Folder();
        settings["Cluster:Mode"] = "PostgreSql";
        settings["ConnectionStrings:JobInterview"] = _server.Connection(database);
        return settings;
    }
}
