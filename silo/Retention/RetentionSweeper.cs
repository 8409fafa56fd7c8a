using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Retention;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace JobInterview.Silo.Retention;

/// <summary>Before this process reports ready it has what is due destroyed; from then on it looks every quarter of an hour whether a reminder was missed.
/// It trusts neither reminders nor the retention of a company: it looks at the rows.</summary>
internal sealed partial class RetentionSweeper(
    OverdueTenants overdue, LeftHoldKeys holdKeys, IUnitsOfWork units, IGrainFactory grains, ProcessClock processClock, TimeProvider clock, ILogger<RetentionSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

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
        await AdoptAsync(cancel);
        await holdKeys.DestroyAsync(cancel);
        var tally = RetentionTally.Nothing;
        foreach (var tenant in await overdue.FindAsync(await processClock.NowAsync(cancel), cancel))
        {
            RetentionSweep sweep;
            do
            {
                CallerTenant.Set(tenant);
                sweep = await grains.GetGrain<IRetentionGrain>(new TenantKey(tenant, tenant.Value).ToString()).SweepAsync();
                tally = tally.With(sweep.Tally);
            }
            while (sweep.HasMore && !cancel.IsCancellationRequested);
        }

        if (await overdue.RisenAsync(cancel) is > 0 and var risen)
        {
            LogRisen(risen);
        }

        return tally;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TrySweepAsync(isStart: false, stoppingToken);
        }
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

    private async Task AdoptAsync(CancellationToken cancel)
    {
        foreach (var orphans in (await overdue.OrphansAsync(cancel)).GroupBy(orphan => orphan.Asset.Tenant))
        {
            await using var unit = await units.WriteAsync(orphans.Key, cancel);
            foreach (var orphan in orphans)
            {
                unit.Db.Add(DueRow.Of(orphan));
            }

            try
            {
                await unit.CommitAsync(cancel);
                LogAdopted(orphans.Key, orphans.Count());
            }
            catch (DbUpdateException taken) when (Duplicates.Caused(taken))
            {
                // Another process has just adopted them: the next look finds none.
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Before the start: {Shredded} recordings that fell due meanwhile were destroyed, the latest {Lag} after its time")]
    private partial void LogCaughtUp(int shredded, TimeSpan lag);

    [LoggerMessage(LogLevel.Warning, "The sweeper found {Shredded} recordings that retention had missed, the latest {Lag} after its time")]
    private partial void LogMissed(int shredded, TimeSpan lag);

    [LoggerMessage(LogLevel.Warning, "{Count} recordings of {Tenant} were in no ledger and are now")]
    private partial void LogAdopted(TenantId tenant, int count);

    [LoggerMessage(LogLevel.Critical, "Security: {Count} recordings that were destroyed have rows again; their keys are gone, so nobody can open them")]
    private partial void LogRisen(int count);

    [LoggerMessage(LogLevel.Error, "The sweep of retention failed ({Error}); it is tried again")]
    private partial void LogFailed(string error);
}
