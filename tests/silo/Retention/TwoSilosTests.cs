using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Tests.Recordings;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Time.Testing;
using Orleans;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>Two running silos on one database, one of which reads a recording while the other destroys it.</summary>
public sealed class TwoSilosTests(PostgresEngine engine)
{
    [Fact]
    public async Task A_stream_of_another_silo_stops_within_the_lease_and_the_end_is_told_after_it()
    {
        var settings = await engine.SettingsAsync();
        await using var one = await RecordingSilo.StartAsync(settings);
        await using var other = await RecordingSilo.StartAsync(settings);
        var tenant = TenantId.New();
        Assert.True((await Company(one, tenant).OpenAsync("Acme", $"acme-{tenant.ToString()[..8]}", PlanTier.Starter)).Accepted);
        await using var past = await TestStorage.StartAsync(settings, new FakeTimeProvider(DateTimeOffset.UtcNow - TimeSpan.FromDays(2)));
        var kept = new KeptThings(past, tenant);
        var recording = await kept.EndedAsync();
        await using var stream = await other.Recordings.OpenAsync(recording);
        await stream.ReadExactlyAsync(new byte[16]);

        Assert.True((await Company(one, tenant).KeepAsync(new() { RecordingDays = 1 })).Accepted);
        var (readLast, told) = await WatchAsync(stream, () => kept.EntryAsync(recording));

        Assert.True(told.ShreddedAt is not null && readLast <= told.ShreddedAt + DueEntry.LeaseLimit, $"read until {readLast}, shredded at {told.ShreddedAt}");
        Assert.True(readLast < told.DestroyedAt, "the end was told while another silo could still read");
        Assert.Equal(1, await kept.EventsAsync(recording));
        await Assert.ThrowsAnyAsync<Exception>(() => other.Recordings.OpenAsync(recording));
    }

    // Reads on until the end is told; the machine's own time, since the lease of a key is counted in it.
    private static async Task<(DateTimeOffset ReadLast, DueEntry Told)> WatchAsync(Stream stream, Func<Task<DueEntry>> lookAsync)
    {
        var readLast = DateTimeOffset.UtcNow;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 1_200 && await pace.WaitForNextTickAsync(); i++)
        {
            try
            {
                stream.Position = i % 3 * 65_536;
                await stream.ReadExactlyAsync(new byte[16]);
                readLast = DateTimeOffset.UtcNow;
            }
            catch (Exception gone) when (gone is not Xunit.Sdk.XunitException)
            {
                // The key is not lent any more, or the bytes are gone.
            }

            if (await lookAsync() is { State: DueState.Destroyed } told)
            {
                return (readLast, told);
            }
        }

        throw new TimeoutException("The end of the recording was never told.");
    }

    private static ITenantGrain Company(RecordingSilo silo, TenantId tenant)
    {
        CallerTenant.Set(tenant);
        return silo.Get<IGrainFactory>().GetGrain<ITenantGrain>(new TenantKey(tenant, tenant.Value).ToString());
    }
}
