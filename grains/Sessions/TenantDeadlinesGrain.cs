using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

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
internal sealed partial class TenantDeadlinesGrain(ISessionList sessions, TimeProvider clock, ILogger<TenantDeadlinesGrain> logger) : Grain, ITenantDeadlinesGrain, IRemindable
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
            await TryWakeAsync(new(Tenant, session));
        }
    }

    private async Task TryWakeAsync(TenantKey session)
    {
        try
        {
            await GrainFactory.GetGrain<IInterviewSessionGrain>(session.ToString()).WakeAsync();
        }
        catch (Exception unread)
        {
            LogAsleep(session, unread.GetType().Name);        // one that can not be read must not keep the others from their end
        }
    }

    [LoggerMessage(LogLevel.Warning, "Session {Session} is over its deadline and can not be woken ({Error}); it is tried again at the next tick")]
    private partial void LogAsleep(TenantKey session, string error);
}
