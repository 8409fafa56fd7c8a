using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Retention;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;

namespace JobInterview.Silo.Retention;

/// <summary>Everything that is kept is looked at beside the ledger, at the start and once a day: what no line names gets one, and what an older copy of the data brought back goes again.
/// What changes in between has its line from its own commit.</summary>
internal sealed partial class DailyRound(
    LedgerWalk walk, RestoredLines restored, UnusedAccounts unused, IUnitsOfWork units, IGrainFactory grains, IOptions<RecordingOptions> recordings, ProcessClock processClock, ILogger<DailyRound> logger)
{
    public static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>What must be known before anything due is destroyed.</summary>
    public async Task BeforeWorkAsync(CancellationToken cancel = default)
    {
        var risen = 0;
        foreach (var tenant in await walk.TenantsAsync(cancel))
        {
            Guid? after = Guid.Empty;
            while (after is { } from)
            {
                var page = await walk.RecordingsAsync(tenant, from, cancel);
                await AdoptAsync(tenant, page.Orphans, cancel);
                (risen, after) = (risen + page.Risen, page.Last);
            }

            await AccountsAsync(tenant, cancel);
            await RestoredAsync(tenant, cancel);
        }

        if (risen > 0)
        {
            LogRisen(risen);
        }
    }

    /// <summary>What may be done while others are served: an interview from before its parts had lines is younger than any of their times.</summary>
    public async Task BesideWorkAsync(CancellationToken cancel = default)
    {
        await TryAsync(PartAsync, cancel);
        await TryAsync(ExpireAsync, cancel);
        await TryAsync(ForgetAsync, cancel);
        await TryAsync(UnusedAsync, cancel);
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

    /// <summary>Destroys what arrived of uploads that nobody finished in time.</summary>
    internal async Task ExpireAsync(CancellationToken cancel = default)
    {
        foreach (var tenant in await walk.TenantsAsync(cancel))
        {
            await ExpireAsync(tenant, await processClock.NowAsync(cancel), cancel);
        }
    }

    internal async Task ExpireAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancel = default)
    {
        Guid? after = Guid.Empty;
        while (after is { } from)
        {
            (var lapsed, after) = await walk.UploadsAsync(tenant, from, now - recordings.Value.UploadLifetime, cancel);
            foreach (var upload in lapsed)
            {
                CallerTenant.Set(tenant);
                await grains.GetGrain<IRecordingGrain>(new TenantKey(tenant, upload).ToString()).ExpireAsync(now);
            }
        }
    }

    /// <summary>Begins the time of names and addresses that belong to no interview, and forgets whom nobody invites any more.</summary>
    internal async Task ForgetAsync(CancellationToken cancel = default)
    {
        foreach (var tenant in await walk.TenantsAsync(cancel))
        {
            Guid? after = Guid.Empty;
            while (after is { } from)
            {
                var now = await processClock.NowAsync(cancel);
                (var forgotten, after) = await walk.PeopleAsync(tenant, from, now - Period, cancel);
                if (forgotten.Count > 0)
                {
                    await using var unit = await units.WriteAsync(tenant, cancel);
                    await PersonShredder.StartAsync(unit.Db, forgotten, null, now, cancel);
                    await unit.CommitAsync(cancel);
                }
            }

            await using var invites = await units.WriteAsync(tenant, cancel);
            await AccountShredder.ForgetInvitesAsync(invites.Db, await processClock.NowAsync(cancel) - Period, cancel);
            await invites.CommitAsync(cancel);
        }
    }

    internal async Task UnusedAsync(CancellationToken cancel = default)
    {
        foreach (var tenant in await walk.TenantsAsync(cancel))
        {
            await unused.LookAsync(tenant, await processClock.NowAsync(cancel), cancel);
        }
    }

    // A recording has its line from its first row; only an older program, a restored copy or a hand in the database can leave it out.
    private async Task AdoptAsync(TenantId tenant, IReadOnlyList<DueEntry> orphans, CancellationToken cancel)
    {
        if (orphans.Count == 0)
        {
            return;
        }

        await using var unit = await units.WriteAsync(tenant, cancel);
        unit.Db.AddRange(orphans.Select(DueRow.Of));
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

    // Of members who were removed before there were such lines, and of those whom an older copy of the data brought back.
    private async Task AccountsAsync(TenantId tenant, CancellationToken cancel)
    {
        var now = await processClock.NowAsync(cancel);
        var page = await walk.AccountsAsync(tenant, Guid.Empty, now, cancel);
        while (page.Count > 0)
        {
            await AdoptAsync(tenant, [.. page.Where(account => account.State == DueState.Destroying)], cancel);
            var (gone, lost) = await restored.AmongAsync(tenant, [.. page.Where(account => account.IsKept)], now, cancel);
            await AdoptAsync(tenant, [.. gone.Select(change => change.After)], cancel);
            Tell(tenant, new(gone.Count, lost));
            page = await walk.AccountsAsync(tenant, page[^1].Asset.Id, now, cancel);
        }
    }

    // Before what is due: what an older copy of the data brought back is not late, it went in its time. The sweep that follows destroys it again.
    private async Task RestoredAsync(TenantId tenant, CancellationToken cancel) =>
        Tell(tenant, await restored.MarkAsync(tenant, await processClock.NowAsync(cancel), cancel));

    private void Tell(TenantId tenant, RestoredCount count)
    {
        if (count.Restored > 0)
        {
            LogRestored(tenant, count.Restored);
        }

        if (count.Lost > 0)
        {
            LogLost(tenant, count.Lost);
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

    [LoggerMessage(LogLevel.Warning, "{Count} things of {Tenant} were in no ledger and are now")]
    private partial void LogAdopted(TenantId tenant, int count);

    [LoggerMessage(LogLevel.Warning, "An older copy of the data brought back {Count} things of {Tenant} whose keys are destroyed; they are destroyed again")]
    private partial void LogRestored(TenantId tenant, int count);

    [LoggerMessage(LogLevel.Critical, "{Count} things of {Tenant} have lost their keys although nobody destroyed them: the key database is older than the data")]
    private partial void LogLost(TenantId tenant, int count);

    [LoggerMessage(LogLevel.Critical, "Security: {Count} recordings that were destroyed have rows again; their keys are gone, so nobody can open them")]
    private partial void LogRisen(int count);

    [LoggerMessage(LogLevel.Error, "Session {Session} has no lines in the ledger and can not be given any ({Error}); it is tried again tomorrow")]
    private partial void LogUnparted(TenantKey session, string error);

    [LoggerMessage(LogLevel.Error, "The daily look at what is kept failed ({Error}); it is tried again tomorrow")]
    private partial void LogFailed(string error);
}
