using JobInterview.Grains.Retention;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Retention;

internal sealed class DueLedger(IUnitsOfWork units) : IDueLedger
{
    public async Task<IReadOnlyList<(DueEntry Entry, DateTimeOffset EndedAt)>> EndedAsync(TenantId tenant, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var ended = await (
            from due in unit.Db.Set<DueRow>()
            join session in unit.Db.Set<SessionRow>() on due.Session equals session.Id
            where due.StartsAt == null && (due.State == DueState.Scheduled || due.State == DueState.Held) && session.EndedAt != null
            orderby due.Asset
            select new { due, session.EndedAt }).Take(limit).ToListAsync(cancel);
        return [.. ended.Select(e => (e.due.ToEntry(), e.EndedAt!.Value))];
    }

    public async Task<IReadOnlyList<DueEntry>> DueAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancel = default) =>
        await ListAsync(tenant, rows => rows.Where(d => d.State == DueState.Scheduled && d.DueAt <= now).OrderBy(d => d.DueAt).Take(limit), cancel);

    public async Task<IReadOnlyList<DueEntry>> BegunAsync(TenantId tenant, int limit, CancellationToken cancel = default) =>
        await ListAsync(tenant, rows => rows.Where(d => d.State == DueState.Destroying && d.ShreddedAt == null).OrderBy(d => d.DueAt).Take(limit), cancel);

    public async Task<IReadOnlyList<DueEntry>> ShreddedAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancel = default)
    {
        var over = now - DueEntry.LeaseLimit;
        return await ListAsync(tenant, rows => rows.Where(d => d.State == DueState.Destroying && (d.ShreddedAt <= over || d.ShreddedAt > now)).OrderBy(d => d.ShreddedAt).Take(limit), cancel);
    }

    public async Task<IReadOnlyList<DueEntry>> FindAsync(TenantId tenant, IReadOnlyList<Guid> assets, CancellationToken cancel = default) =>
        await ListAsync(tenant, rows => rows.Where(d => assets.Contains(d.Asset)), cancel);

    public async Task<IReadOnlySet<Guid>> StillNeededAsync(TenantId tenant, IReadOnlyList<DueEntry> marked, CancellationToken cancel = default)
    {
        Guid[] ids = [.. marked.Select(entry => entry.Asset.Id)];
        Guid[] sessions = [.. marked.Where(entry => entry.Kind == AssetKind.DecisionRecord).Select(entry => entry.SessionId)];
        Guid[] people = [.. marked.Where(entry => entry.Kind == AssetKind.Person).Select(entry => entry.SubjectId)];
        if (sessions.Length + people.Length == 0)
        {
            return new HashSet<Guid>();
        }

        await using var unit = await units.ReadAsync(tenant, cancel);
        var kept = await unit.Db.Set<DueRow>()
            .Where(d => sessions.Contains(d.Session) && d.Kind != AssetKind.DecisionRecord && (d.State == DueState.Scheduled || d.State == DueState.Held) && !ids.Contains(d.Asset))
            .Select(d => d.Session).ToListAsync(cancel);
        var invited = await unit.Db.Set<SessionRow>().Where(s => people.Contains(s.SubjectId)).Select(s => s.SubjectId).ToListAsync(cancel);
        return marked.Where(entry => entry.Kind == AssetKind.Person ? invited.Contains(entry.SubjectId) : entry.Kind == AssetKind.DecisionRecord && kept.Contains(entry.SessionId))
            .Select(entry => entry.Asset.Id).ToHashSet();
    }

    public async Task<bool> IsDestroyingAsync(TenantId tenant, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await unit.Db.Set<DueRow>().AnyAsync(d => d.State == DueState.Destroying, cancel);
    }

    public async Task<IReadOnlyList<DueEntry>> KeptAsync(TenantId tenant, Guid? after, int limit, CancellationToken cancel = default)
    {
        var from = after ?? Guid.Empty;
        return await ListAsync(
            tenant, rows => rows.Where(d => d.Asset > from && (d.State == DueState.Scheduled || d.State == DueState.Held)).OrderBy(d => d.Asset).Take(limit), cancel);
    }

    public async Task<DateTimeOffset?> NextAsync(TenantId tenant, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await unit.Db.Set<DueRow>().Where(d => d.State == DueState.Scheduled && d.DueAt != null).OrderBy(d => d.DueAt).Select(d => d.DueAt).FirstOrDefaultAsync(cancel);
    }

    public async Task<bool> SaveAsync(TenantId tenant, IReadOnlyList<LedgerChange> changes, CancellationToken cancel = default)
    {
        try
        {
            await using var unit = await units.WriteAsync(tenant, cancel);
            Write(unit.Db, changes);
            await unit.CommitAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    internal static void Write(JobInterviewDbContext db, IReadOnlyList<LedgerChange> changes)
    {
        foreach (var (before, after) in changes.Where(change => change.After != change.Before))
        {
            var row = DueRow.Of(before);
            db.Attach(row);                                   // compared with what was read last, so that only the difference is written
            row.Take(after with { Version = before.Version + 1 });
        }
    }

    public async Task<DateTimeOffset?> ClockAsync(CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        return unit.Db is PostgresDbContext
            ? await unit.Db.Database.SqlQuery<DateTime>($"select now() at time zone 'utc' as \"Value\"").SingleAsync(cancel) is var now ? new(now, TimeSpan.Zero) : null
            : null;                                           // a file has no clock of its own
    }

    private async Task<List<DueEntry>> ListAsync(TenantId tenant, Func<IQueryable<DueRow>, IQueryable<DueRow>> which, CancellationToken cancel)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var rows = await which(unit.Db.Set<DueRow>()).ToListAsync(cancel);
        return [.. rows.Select(row => row.ToEntry())];
    }
}
