using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Sessions;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Outbox;

/// <summary>Takes messages row by row under a lease; a process that dies with one leaves it to the next after the lease.</summary>
internal sealed class OutboxQueue(IUnitsOfWork units, TimeProvider clock)
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    private const int AttemptLimit = 40;

    /// <summary>The earliest message that is due, now this process's for the time of the lease; null when there is none.</summary>
    public async Task<OutboxRow?> ClaimAsync(OutboxLane lane, CancellationToken cancel)
    {
        while (true)
        {
            var now = Microseconds.Cut(clock.GetUtcNow());
            await using var unit = await units.AcrossTenantsAsync(cancel);
            var due = await Rows(unit)
                .Where(o => o.State == OutboxState.Pending && o.DueAt <= now && (o.LeaseUntil == null || o.LeaseUntil <= now) && lane.Slow.Contains(o.Kind) == lane.IsSlow)
                .OrderBy(o => o.DueAt).FirstOrDefaultAsync(cancel);
            if (due is null)
            {
                return null;
            }

            var (attempts, until) = (due.Attempts + 1, now + lane.Lease);
            var claimed = await This(unit, due).Where(o => o.Attempts == due.Attempts && o.State == OutboxState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.Attempts, attempts).SetProperty(o => o.LeaseUntil, until), cancel);
            await unit.CommitAsync(cancel);
            if (claimed == 1)
            {
                (due.Attempts, due.LeaseUntil) = (attempts, until);
                return due;
            }
        }
    }

    public async Task DoneAsync(OutboxRow row, CancellationToken cancel)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        await This(unit, row).ExecuteDeleteAsync(cancel);
        await unit.CommitAsync(cancel);
    }

    public Task KeepAsync(OutboxRow row, CancellationToken cancel) => SetAsync(row, OutboxState.Kept, row.DueAt, cancel);

    /// <summary>Later, each time after a longer pause; after the limit it has failed, and people see it.</summary>
    public Task RetryAsync(OutboxRow row, CancellationToken cancel)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, row.Attempts - 1), 3600));
        return SetAsync(row, row.Attempts < AttemptLimit ? OutboxState.Pending : OutboxState.Failed, clock.GetUtcNow() + pause, cancel);
    }

    /// <summary>In a few seconds, as often as it takes: nothing has failed, so the look does not count as an attempt.</summary>
    public Task WaitAsync(OutboxRow row, CancellationToken cancel) => SetAsync(row, OutboxState.Pending, clock.GetUtcNow() + Wait, cancel, row.Attempts - 1);

    // Only the attempt that was claimed may end it: after the lease it belongs to another process.
    private async Task SetAsync(OutboxRow row, OutboxState state, DateTimeOffset dueAt, CancellationToken cancel, int? attempts = null)
    {
        var counted = attempts ?? row.Attempts;
        await using var unit = await units.AcrossTenantsAsync(cancel);
        await This(unit, row).Where(o => o.Attempts == row.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Attempts, counted).SetProperty(o => o.State, state).SetProperty(o => o.DueAt, dueAt).SetProperty(o => o.LeaseUntil, (DateTimeOffset?)null), cancel);
        await unit.CommitAsync(cancel);
    }

    private static IQueryable<OutboxRow> This(UnitOfWork unit, OutboxRow row) => Rows(unit).Where(o => o.TenantId == row.TenantId && o.Id == row.Id);

    private static IQueryable<OutboxRow> Rows(UnitOfWork unit) =>
        unit.Db.Set<OutboxRow>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).AsNoTracking();
}
