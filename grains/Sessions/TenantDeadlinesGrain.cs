using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>Wakes the sessions of a company whose time has come while nobody was in the room. Key: <c>tenant/tenant</c>.</summary>
[GrainInterfaceType("tenant-deadlines")]
public interface ITenantDeadlinesGrain : ITenantScopedGrain
{
    /// <summary>Makes sure that the reminder exists; repeating it changes nothing.</summary>
    [Alias("watch")] Task WatchAsync();

    /// <summary>Wakes what is overdue now.</summary>
    [Alias("sweep")] Task SweepAsync();
}

[GrainType("tenant-deadlines")]
internal sealed class TenantDeadlinesGrain(ISessionList sessions, TimeProvider clock) : Grain, ITenantDeadlinesGrain, IRemindable
{
    private const string Reminder = "deadlines";
    private const int AtATime = 200;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    private TenantId Tenant => TenantKey.Parse(this.GetPrimaryKeyString()).Tenant;

    public async Task WatchAsync()
    {
        if (await this.GetReminder(Reminder) is null)
        {
            await this.RegisterOrUpdateReminder(Reminder, Period, Period);
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => SweepAsync();

    public async Task SweepAsync()
    {
        foreach (var session in await sessions.OverdueAsync(Tenant, clock.GetUtcNow(), AtATime))
        {
            await GrainFactory.GetGrain<IInterviewSessionGrain>(new TenantKey(Tenant, session).ToString()).WakeAsync();
        }
    }
}
