using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
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
    OverdueTenants overdue, LedgerWalk walk, RestoredLines restored, LeftHoldKeys holdKeys, IUnitsOfWork units, IGrainFactory grains, ProcessClock processClock, TimeProvider clock, ILogger<RetentionSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private long? _walkedAt;

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
        await WalkAsync(cancel);
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
            if (readAt is not { } before || clock.GetElapsedTime(before) >= Day)
            {
                readAt = clock.GetTimestamp();
                await TryAsync(PartAsync, stoppingToken);
                await TryAsync(ForgetAsync, stoppingToken);
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

    // All recordings once at the start and once a day; what changes in between has its line from its own commit.
    private async Task WalkAsync(CancellationToken cancel)
    {
        if (_walkedAt is { } before && clock.GetElapsedTime(before) < Day)
        {
            return;
        }

        var (started, risen) = (clock.GetTimestamp(), 0);
        foreach (var tenant in await walk.TenantsAsync(cancel))
        {
            Guid? after = Guid.Empty;
            while (after is { } from)
            {
                var page = await walk.RecordingsAsync(tenant, from, cancel);
                await AdoptAsync(tenant, page.Orphans, cancel);
                (risen, after) = (risen + page.Risen, page.Last);
            }

            await RestoredAsync(tenant, cancel);
        }

        _walkedAt = started;
        if (risen > 0)
        {
            LogRisen(risen);
        }
    }

    private async Task AdoptAsync(TenantId tenant, IReadOnlyList<DueEntry> orphans, CancellationToken cancel)
    {
        if (orphans.Count == 0)
        {
            return;
        }

        await using var unit = await units.WriteAsync(tenant, cancel);
        foreach (var orphan in orphans)
        {
            unit.Db.Add(DueRow.Of(orphan));
        }

        try
        {
            await unit.CommitAsync(cancel);
            LogAdopted(tenant, orphans.Count);
        }
        catch (DbUpdateException taken) when (Duplicates.Caused(taken))
        {
            // Another process has just adopted them: the next look finds none.
        }
    }

    // Beside the work and not before it: an interview from before its parts had lines is younger than any of their times.
    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogFailed(failure.GetType().Name);
        }
    }

    // Before what is due: what an older copy of the data brought back is not late, it went in its time. The sweep that follows destroys it again.
    private async Task RestoredAsync(TenantId tenant, CancellationToken cancel)
    {
        var count = await restored.MarkAsync(tenant, await processClock.NowAsync(cancel), cancel);
        if (count.Restored > 0)
        {
            LogRestored(tenant, count.Restored);
        }

        if (count.Lost > 0)
        {
            LogLost(tenant, count.Lost);
        }
    }

    /// <summary>Gives every session of before its parts had keys and lines what it lacks.</summary>
    internal async Task PartAsync(CancellationToken cancel = default)
    {
        foreach (var tenant in await walk.TenantsAsync(cancel))
        {
            Guid? after = Guid.Empty;
            while (after is { } from)
            {
                (var unparted, after) = await walk.SessionsAsync(tenant, from, cancel);
                foreach (var session in unparted)
                {
                    await PartOneAsync(new(tenant, session));
                }
            }
        }
    }

    /// <summary>Begins the time of names and addresses that belong to no interview.</summary>
    internal async Task ForgetAsync(CancellationToken cancel = default)
    {
        foreach (var tenant in await walk.TenantsAsync(cancel))
        {
            Guid? after = Guid.Empty;
            while (after is { } from)
            {
                var now = await processClock.NowAsync(cancel);
                (var forgotten, after) = await walk.PeopleAsync(tenant, from, now - Day, cancel);
                if (forgotten.Count > 0)
                {
                    await using var unit = await units.WriteAsync(tenant, cancel);
                    await PersonShredder.StartAsync(unit.Db, forgotten, null, now, cancel);
                    await unit.CommitAsync(cancel);
                }
            }
        }
    }

    private async Task PartOneAsync(TenantKey session)
    {
        try
        {
            CallerTenant.Set(session.Tenant);
            await grains.GetGrain<IInterviewSessionBackstage>(session.ToString()).PartAsync();
        }
        catch (Exception unread) when (unread is not OperationCanceledException)
        {
            LogUnparted(session, unread.GetType().Name);      // one that can not be read must not hide the others
        }
    }

    [LoggerMessage(LogLevel.Information, "Before the start: {Shredded} things that fell due meanwhile were destroyed, the latest {Lag} after its time")]
    private partial void LogCaughtUp(int shredded, TimeSpan lag);

    [LoggerMessage(LogLevel.Warning, "The sweeper found {Shredded} things that retention had missed, the latest {Lag} after its time")]
    private partial void LogMissed(int shredded, TimeSpan lag);

    [LoggerMessage(LogLevel.Warning, "{Count} recordings of {Tenant} were in no ledger and are now")]
    private partial void LogAdopted(TenantId tenant, int count);

    [LoggerMessage(LogLevel.Warning, "An older copy of the data brought back {Count} things of {Tenant} whose keys are destroyed; they are destroyed again")]
    private partial void LogRestored(TenantId tenant, int count);

    [LoggerMessage(LogLevel.Critical, "{Count} things of {Tenant} have lost their keys although nobody destroyed them: the key database is older than the data")]
    private partial void LogLost(TenantId tenant, int count);

    [LoggerMessage(LogLevel.Critical, "Security: {Count} recordings that were destroyed have rows again; their keys are gone, so nobody can open them")]
    private partial void LogRisen(int count);

    [LoggerMessage(LogLevel.Error, "Session {Session} has no lines in the ledger and can not be given any ({Error}); it is tried again tomorrow")]
    private partial void LogUnparted(TenantKey session, string error);

    [LoggerMessage(LogLevel.Error, "The sweep of retention failed ({Error}); it is tried again")]
    private partial void LogFailed(string error);
}
