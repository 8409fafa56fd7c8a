using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace JobInterview.Silo.Retention;

/// <summary>Before this process reports ready it has what is due destroyed; from then on it looks every quarter of an hour whether a reminder was missed.
/// It trusts neither reminders nor the retention of a company: it looks at the rows.</summary>
internal sealed partial class RetentionSweeper(
    OverdueTenants overdue, DailyRound round, LeftHoldKeys holdKeys, IGrainFactory grains, ProcessClock processClock, TimeProvider clock, ILogger<RetentionSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long? _roundAt;
    private RetentionTally _untold = RetentionTally.Nothing;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await TrySweepAsync(isStart: true, cancellationToken))
        {
            await Task.Delay(Pause, clock, cancellationToken);       // nobody is served before the promise is kept
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Has everything destroyed that is due now, in every company.</summary>
    public async Task SweepAsync(CancellationToken cancel = default)
    {
        var began = clock.GetTimestamp();
        if (!(_roundAt is { } before && clock.GetElapsedTime(before) < DailyRound.Period))
        {
            await round.BeforeWorkAsync(cancel);
            _roundAt = began;
        }

        await EndLapsedAsync(cancel);
        await holdKeys.DestroyAsync(cancel);
        foreach (var tenant in await overdue.FindAsync(await processClock.NowAsync(cancel), cancel))
        {
            await SweepAsync(tenant, cancel);
        }
    }

    // The time of what an interview left counts from its end, so an end that fell into a standstill is told first. What can not be woken stays for the reminder.
    private async Task EndLapsedAsync(CancellationToken cancel)
    {
        var (lapsed, before) = (await overdue.LapsedAsync(clock.GetUtcNow(), cancel), int.MaxValue);
        while (lapsed.Values.Sum() is > 0 and var total && total < before)
        {
            before = total;
            foreach (var tenant in lapsed.Keys)
            {
                await TryEndAsync(tenant, cancel);
            }

            lapsed = await overdue.LapsedAsync(clock.GetUtcNow(), cancel);
        }
    }

    private async Task TryEndAsync(TenantId tenant, CancellationToken cancel)
    {
        try
        {
            CallerTenant.Set(tenant);
            await grains.GetGrain<ITenantDeadlinesGrain>(new TenantKey(tenant, tenant.Value).ToString()).SweepAsync();
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogAsleep(tenant, failure.GetType().Name);        // what is due of the others does not wait for these
        }
    }

    private async Task SweepAsync(TenantId tenant, CancellationToken cancel)
    {
        RetentionSweep sweep;
        do
        {
            CallerTenant.Set(tenant);
            sweep = await grains.GetGrain<IRetentionGrain>(new TenantKey(tenant, tenant.Value).ToString()).SweepAsync();
            _untold = _untold.With(sweep.Tally);              // also what a look did that fails later and is repeated
        }
        while (sweep.HasMore && !cancel.IsCancellationRequested);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        long? readAt = null;
        do
        {
            if (readAt is not { } before || clock.GetElapsedTime(before) >= DailyRound.Period)
            {
                readAt = clock.GetTimestamp();
                await round.BesideWorkAsync(stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken) && await TrySweepAsync(isStart: false, stoppingToken) is var _);
    }

    private async Task<bool> TrySweepAsync(bool isStart, CancellationToken cancel)
    {
        try
        {
            await SweepAsync(cancel);
            (var tally, _untold) = (_untold, RetentionTally.Nothing);
            if (tally.Shredded > 0 && isStart)
            {
                LogCaughtUp(tally.Shredded, tally.LongestLag);
            }
            else if (tally.Shredded > 0)
            {
                LogMissed(tally.Shredded, tally.LongestLag);
            }

            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogFailed(failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Before the start: {Shredded} things that fell due meanwhile were destroyed, the latest {Lag} after its time")]
    private partial void LogCaughtUp(int shredded, TimeSpan lag);

    [LoggerMessage(LogLevel.Warning, "The sweeper found {Shredded} things that retention had missed, the latest {Lag} after its time")]
    private partial void LogMissed(int shredded, TimeSpan lag);

    [LoggerMessage(LogLevel.Warning, "Interviews of {Tenant} are over their deadline and could not be ended ({Error}); it is tried again")]
    private partial void LogAsleep(TenantId tenant, string error);

    [LoggerMessage(LogLevel.Error, "The sweep of retention failed ({Error}); it is tried again")]
    private partial void LogFailed(string error);
}
