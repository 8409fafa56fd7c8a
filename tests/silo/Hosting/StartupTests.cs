using System.Runtime.Versioning;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.GrainStorage;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Tests.Storage;
using Orleans.Runtime;

namespace JobInterview.Silo.Tests.Hosting;

public abstract class StartupTests(Engine engine)
{
    protected abstract Task<Dictionary<string, string?>> EmptyAsync();

    [Fact]
    public async Task Processes_that_start_together_on_nothing_all_become_ready()
    {
        var settings = await EmptyAsync();

        var processes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TestStorage.StartAsync(settings))));

        Assert.All(processes, process => Assert.True(process.Get<IStorageStartup>().IsPrepared));
        await processes[0].Get<ISessionJournal>().AppendAsync(Sessions.Append(await Sessions.NewAsync(processes[1]), 1));
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_wrong_root_key_stops_the_start()
    {
        await using var first = await engine.StartAsync();
        var settings = new Dictionary<string, string?>(first.Settings) { ["Keys:Root"] = Convert.ToBase64String(new byte[32]) };

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(settings));

        Assert.Contains("root key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_root_key_stops_the_start_while_there_are_keys_it_wrapped()
    {
        var settings = await EmptyAsync();
        settings.Remove("Keys:Root");
        await (await TestStorage.StartAsync(settings)).DisposeAsync();
        var file = Path.Combine(settings["Data:Folder"]!, "root.key");
        var secret = await File.ReadAllBytesAsync(file);
        File.Delete(file);

        await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(settings));

        Assert.False(File.Exists(file));
        await File.WriteAllBytesAsync(file, secret);
        await (await TestStorage.StartAsync(settings)).DisposeAsync();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_root_key_is_its_owners_alone()
    {
        var settings = await EmptyAsync();
        settings.Remove("Keys:Root");
        await using var storage = await TestStorage.StartAsync(settings);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(storage.Path, "root.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(storage.Path));
        Assert.Equal(32, new FileInfo(Path.Combine(storage.Path, "root.key")).Length);
    }

    [Fact]
    public async Task Nothing_is_sealed_before_the_storage_is_prepared()
    {
        await using var storage = TestStorage.Build(await EmptyAsync());

        Assert.False(storage.Get<IStorageStartup>().IsPrepared);
        Assert.Throws<InvalidOperationException>(() => storage.Get<RootKey>().Key);
    }
}

public sealed class SqliteStartupTests(SqliteEngine engine) : StartupTests(engine)
{
    private readonly SqliteEngine _engine = engine;

    protected override Task<Dictionary<string, string?>> EmptyAsync() => _engine.SettingsAsync();

    [Fact]
    public async Task A_migration_that_was_killed_does_not_stop_the_next_start()
    {
        await using var storage = await _engine.StartAsync();
        await using (var connection = await storage.Get<Silo.Data.Sqlite.SqliteFile>().OpenAsync(default))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                create table if not exists "__EFMigrationsLock" ("Id" integer primary key, "Timestamp" text);
                insert or replace into "__EFMigrationsLock" values (1, '2026-11-24');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await using var second = await TestStorage.StartAsync(storage.Settings).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(second.Get<IStorageStartup>().IsPrepared);
    }
}

public sealed class PostgresStartupTests(PostgresEngine engine) : StartupTests(engine)
{
    private readonly PostgresEngine _engine = engine;

    protected override Task<Dictionary<string, string?>> EmptyAsync() => _engine.EmptyAsync();

    [Fact]
    public async Task A_login_that_owns_nothing_works_beside_one_that_migrates()
    {
        var settings = await EmptyAsync();
        settings["ConnectionStrings:Migrations"] = settings["ConnectionStrings:JobInterview"];
        settings["ConnectionStrings:JobInterview"] = await PostgresEngine.CreateLoginAsync(settings["ConnectionStrings:JobInterview"]!);

        await using var storage = await TestStorage.StartAsync(settings);
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));
        await storage.Get<IStateStore>().WriteAsync("notes", GrainId.Create("notes", session.Session.ToString()), [1], null);

        Assert.Single((await storage.Get<ISessionJournal>().ReadAsync(session.Session)).Entries);
        Assert.NotNull(await storage.Get<ISessionList>().FindAsync(session.Session));
    }
}
