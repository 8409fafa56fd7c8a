using System.Globalization;
using System.Text.Json;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>A real process, killed between every two steps of destruction: after the mark, the log of destroyed keys, the keys, some of the bytes, all of them, the rows, the wait, and the end told.</summary>
public abstract class KillTests(Engine engine)
{
    private const int Killed = KilledProgram.Killed;

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Killed_between_any_two_steps_it_converges_and_nothing_is_half_gone_or_rises(int step)
    {
        var settings = await engine.SettingsAsync();
        await using var past = await TestStorage.StartAsync(settings, new FakeTimeProvider(DateTimeOffset.UtcNow - TimeSpan.FromDays(8)));
        var kept = new KeptThings(past);
        TenantKey[] due = [await kept.EndedAsync(), await kept.EndedAsync(), await kept.EndedAsync()];
        var young = await kept.RecordAsync();
        if (step > 6)
        {
            Assert.Equal(0, await RunAsync(settings, kept.Tenant, step: 0, minutes: 0));
        }

        Assert.Equal(Killed, await RunAsync(settings, kept.Tenant, step, minutes: step > 6 ? 1 : 0));

        await using (var between = await TestStorage.StartAsync(settings, new FakeTimeProvider(DateTimeOffset.UtcNow)))
        {
            Assert.All(await Task.WhenAll(due.Select(kept.In(between).ReadAsync)), Assert.Null);
            Assert.Equal(KeptThings.Content, await kept.In(between).ReadAsync(young));
        }

        Assert.Equal(0, await RunAsync(settings, kept.Tenant, step: 0, minutes: 0));
        Assert.Equal(0, await RunAsync(settings, kept.Tenant, step: 0, minutes: 2));

        await using var after = await TestStorage.StartAsync(settings, new FakeTimeProvider(DateTimeOffset.UtcNow));
        var now = kept.In(after);
        var named = (await after.Get<ITombstones>().ReadAsync(0).ToListAsync()).SelectMany(entry => entry.Keys).ToList();
        foreach (var recording in due)
        {
            var entry = await now.EntryAsync(recording);
            Assert.Equal((DueState.Destroyed, 1), (entry.State, await now.EventsAsync(recording)));
            Assert.Equal((false, 0), (await now.HasKeyAsync(recording), now.Files(recording).Length));
            Assert.Equal(RecordingState.Destroyed, (await after.Get<IRecordings>().FindAsync(recording))!.State);
            Assert.Single(named, entry.KeyId);
        }

        Assert.Equal(KeptThings.Content, await now.ReadAsync(young));
    }

    private static async Task<int> RunAsync(Dictionary<string, string?> settings, TenantId tenant, int step, int minutes)
    {
        var (code, said) = await KilledProgram.RunAsync(JsonSerializer.Serialize(settings), tenant.ToString(), step.ToString(CultureInfo.InvariantCulture), minutes.ToString(CultureInfo.InvariantCulture));
        Assert.True(code is 0 or Killed, said);
        return code;
    }
}

public sealed class SqliteKillTests(SqliteEngine engine) : KillTests(engine);

public sealed class PostgresKillTests(PostgresEngine engine) : KillTests(engine);
