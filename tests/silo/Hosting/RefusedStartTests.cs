using JobInterview.Silo.Tests.Recordings;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Silo.Tombstones;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Tests.Hosting;

/// <summary>Whole silos that must not start: each says why and has touched nothing.</summary>
public abstract class RefusedStartTests
{
    protected abstract Task<Dictionary<string, string?>> EmptyAsync();

    [Theory]
    [InlineData("Keys:BackupWindowHours", "25", "Keys:BackupWindowHours must be 1 to 24")]
    [InlineData("Keys:BackupWindowHours", "0", "Keys:BackupWindowHours must be 1 to 24")]
    [InlineData("GrainStorage:DeleteStateOnClear", "false", "GrainStorage:DeleteStateOnClear must be true")]
    public async Task A_setting_that_would_break_the_promise_stops_the_start(string name, string value, string why)
    {
        var settings = await EmptyAsync();
        settings[name] = value;

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => RecordingSilo.StartAsync(settings));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(settings["Data:Folder"]!));
    }

    [Theory]
    [InlineData("Keys:BackupWindowHours", "24"), InlineData("GrainStorage:DeleteStateOnClear", "true")]
    public async Task The_same_settings_as_they_should_be_do_not(string name, string value)
    {
        var settings = await EmptyAsync();
        settings[name] = value;

        await using var silo = await RecordingSilo.StartAsync(settings);

        Assert.NotNull(silo.Recordings);
    }

    [Fact]
    public async Task A_silo_without_the_log_of_destroyed_keys_does_not_start_and_with_it_does()
    {
        var settings = await EmptyAsync();
        settings["Tombstones:File"] = Path.Combine(settings["Data:Folder"]!, "elsewhere.log");
        await (await RecordingSilo.StartAsync(settings)).DisposeAsync();
        var put = await TakeAwayAsync(settings);

        await Assert.ThrowsAsync<TombstonesBrokenException>(() => RecordingSilo.StartAsync(settings));
        await put();

        await using var silo = await RecordingSilo.StartAsync(settings);
    }

    /// <summary>Takes the log away; what it answers puts it back.</summary>
    protected abstract Task<Func<Task>> TakeAwayAsync(Dictionary<string, string?> settings);
}

public sealed class SqliteRefusedStartTests(SqliteEngine engine) : RefusedStartTests
{
    protected override Task<Dictionary<string, string?>> EmptyAsync() => engine.SettingsAsync();

    protected override Task<Func<Task>> TakeAwayAsync(Dictionary<string, string?> settings)
    {
        var file = settings["Tombstones:File"]!;
        File.Move(file, file + ".away");
        return Task.FromResult<Func<Task>>(() =>
        {
            File.Move(file + ".away", file);
            return Task.CompletedTask;
        });
    }
}

public sealed class PostgresRefusedStartTests(PostgresEngine engine) : RefusedStartTests
{
    protected override Task<Dictionary<string, string?>> EmptyAsync() => engine.EmptyAsync();

    protected override async Task<Func<Task>> TakeAwayAsync(Dictionary<string, string?> settings)
    {
        await RenameAsync(settings, "tombstones", "away");
        return () => RenameAsync(settings, "away", "tombstones");
    }

    private static async Task RenameAsync(Dictionary<string, string?> settings, string from, string to)
    {
        await using var connection = new Npgsql.NpgsqlConnection(settings["ConnectionStrings:JobInterview"]);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"alter schema {from} rename to {to}", connection);
        await command.ExecuteNonQueryAsync();
    }
}
