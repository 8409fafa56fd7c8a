using JobInterview.Silo.Starts;
using JobInterview.Silo.Tests.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JobInterview.Silo.Tests.Starts;

/// <summary>Connection strings that lead nowhere, for each database of the settings: the setting is named, and none of its words.</summary>
public sealed class WrongConnectionTests(PostgresEngine engine)
{
    private const string Main = "ConnectionStrings:JobInterview";
    private const string Secret = "hunter2";

    [Theory]
    [InlineData(Main), InlineData("ConnectionStrings:Keys"), InlineData("ConnectionStrings:Tombstones"), InlineData("ConnectionStrings:Migrations")]
    public async Task A_wrong_one_is_named_by_its_setting_and_no_table_is_made(string setting)
    {
        var right = await engine.EmptyAsync();
        right["Start:DatabaseWaitSeconds"] = "0";
        var good = new NpgsqlConnectionStringBuilder(right[Main]) { Password = Secret };
        (string Wrong, string Why)[] all =
        [
            (new NpgsqlConnectionStringBuilder(good.ToString()) { Database = "nowhere" }.ToString(), "no database of that name"),
            (new NpgsqlConnectionStringBuilder(good.ToString()) { Username = "nobody-known" }.ToString(), "refused the login"),
            (new NpgsqlConnectionStringBuilder(good.ToString()) { Port = 1 }.ToString(), "no database answers there (waited 0 s)"),
            ($"Hots=127.0.0.1;Password={Secret}", "is no connection string"), ($"Password={Secret}", "is no connection string"), ($"{Secret}", "is no connection string"),
            ($"Host=127.0.0.1;Port={Secret}", "is no connection string"),
        ];
        foreach (var (wrong, why) in all)
        {
            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(new(right) { [setting] = wrong }));

            Assert.StartsWith(setting, refused.Message, StringComparison.Ordinal);
            Assert.Contains(why, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await KeptRows.OfAsync(right[Main]!));
        Assert.Empty(Directory.GetFileSystemEntries(right["Data:Folder"]!));
    }

    [Fact]
    public async Task A_wrong_password_is_told_from_a_wrong_database()
    {
        await using var server = await PostgresServer.StartAsync();
        await using (var owner = new NpgsqlConnection(server.Connection("postgres")))
        {
            await owner.OpenAsync();
            await using var ask = new NpgsqlCommand(
                "create role asked login password 'right'; do $$ begin execute format('copy (select ''host all asked all scram-sha-256'' union all select ''host all all all trust'') to %L', current_setting('hba_file')); end $$; select pg_reload_conf()",
                owner);
            await ask.ExecuteNonQueryAsync();
        }

        var settings = TestStorage.Folder();
        settings["Cluster:Mode"] = "PostgreSql";
        settings[Main] = new NpgsqlConnectionStringBuilder(server.Connection("postgres")) { Username = "asked", Password = Secret }.ToString();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(settings));

        Assert.Contains("refused the login", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_up_yet_is_waited_for()
    {
        await using var server = await PostgresServer.StartAsync();
        var settings = TestStorage.Folder();
        settings["Cluster:Mode"] = "PostgreSql";
        settings[Main] = server.Connection(await server.CreateDatabaseAsync());
        await server.StopAsync();
        await using var storage = TestStorage.Build(settings);

        var started = storage.Get<Silo.Hosting.IStorageStartup>().PrepareAsync();
        while (!started.IsCompleted && !storage.Log.At(LogLevel.Warning).Any(line => line.Contains("does not answer yet", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }

        await server.ServeAsync();
        await started;
    }
}

public sealed class UnusableFolderTests
{
    [Fact]
    public async Task A_data_folder_that_is_a_file_or_can_not_be_written_is_refused()
    {
        var file = Path.GetTempFileName();
        var noLock = TestStorage.Folder();
        Directory.CreateDirectory(Path.Combine(noLock["Data:Folder"]!, "start.lock"));
        foreach (var settings in new[] { new(noLock) { ["Data:Folder"] = file }, new(noLock) { ["Data:Folder"] = "/proc/ji-data" }, noLock })
        {
            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(settings));

            Assert.Contains("Data:Folder", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, new FileInfo(file).Length);
        File.Delete(file);
    }

    [Theory]
    [InlineData("jobinterview.db"), InlineData("keys.db")]
    public async Task A_file_that_is_no_database_is_refused_and_stays_as_it_is(string name)
    {
        var settings = TestStorage.Folder();
        var file = Path.Combine(settings["Data:Folder"]!, name);
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("a letter to an aunt ", 500)));
        var before = KeptFiles.Of(settings["Data:Folder"]!);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestStorage.StartAsync(settings));

        Assert.Contains("is no database", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, KeptFiles.Of(settings["Data:Folder"]!));
    }
}
