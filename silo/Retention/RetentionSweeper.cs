using JobInterview.Grains.Retention;
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

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await TrySweepAsync(isStart: true, cancellationToken))
        {
            await Task.Delay(Pause, clock, cancellationToken);       // nobody is served before the promise is kept
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Has everything destroyed that is due now, in every company.</summary>
    public async Task<RetentionTally> SweepAsync(CancellationToken cancel = default)
    {
        var began = clock.GetTimestamp();
        if (!(_roundAt is { } before && clock.GetElapsedTime(before) < DailyRound.Period))
        {
            await round.BeforeWorkAsync(cancel);
            _roundAt = began;
        }

        await holdKeys.DestroyAsync(cancel);
        var tally = RetentionTally.Nothing;
        foreach (var tenant in await overdue.FindAsync(await processClock.NowAsync(cancel), cancel))
        {
            tally = tally.With(await SweepAsync(tenant, cancel));
        }

        return tally;
    }

    private async Task<RetentionTally> SweepAsync(TenantId tenant, CancellationToken cancel)
    {
        var tally = RetentionTally.Nothing;
        RetentionSweep sweep;
        do
        {
            CallerTenant.Set(tenant);
            sweep = await grains.GetGrain<IRetentionGrain>(new TenantKey(tenant, tenant.Value).ToString()).SweepAsync();
            tally = tally.With(sweep.Tally);
        }
        while (sweep.HasMore && !cancel.IsCancellationRequested);
        return tally;
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
            var tally = await SweepAsync(cancel);
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

    [LoggerMessage(LogLevel.Error, "The sweep of retention failed ({Error}); it is tried again")]
    private partial void LogFailed(string error);
}
