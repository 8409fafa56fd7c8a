using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Data.Tenants;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Retention;

/// <summary>Finds what the retention of the companies has missed, without asking it: by the rows of ledger and sessions and by the clock; every look is an index range.</summary>
internal sealed class OverdueTenants(IUnitsOfWork units)
{
    /// <summary>Companies with something due at a moment, something half destroyed, an interview whose end the ledger has not heard of, or a hold that may have something to take up.</summary>
    public async Task<IReadOnlyList<TenantId>> FindAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        var (ledger, over) = (All<DueRow>(unit), now - DueEntry.LeaseLimit);
        var due = await ledger.Where(d => d.State == DueState.Scheduled && d.DueAt <= now).Select(d => d.TenantId).Distinct().ToListAsync(cancel);
        var begun = await ledger.Where(d => d.State == DueState.Destroying && (d.ShreddedAt == null || d.ShreddedAt <= over)).Select(d => d.TenantId).Distinct().ToListAsync(cancel);
        var ended = await (
            from row in ledger
            join session in All<SessionRow>(unit) on new { row.TenantId, Id = row.Session } equals new { session.TenantId, session.Id }
            where row.StartsAt == null && row.State == DueState.Scheduled && session.EndedAt != null
            select row.TenantId).Distinct().ToListAsync(cancel);
        var taking = await All<LegalHoldRow>(unit).Where(h => h.State == HoldState.InForce || h.State == HoldState.ReleaseAsked).Select(h => h.TenantId).Distinct().ToListAsync(cancel);
        return [.. due.Union(begun).Union(ended).Union(taking)];
    }

    /// <summary>How many interviews of each company are over their deadline and do not say so yet.</summary>
    public async Task<IReadOnlyDictionary<TenantId, int>> LapsedAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        var sessions = All<SessionRow>(unit);
        return await All<TenantRow>(unit).Select(t => new { t.TenantId, Lapsed = sessions.Count(s => s.TenantId == t.TenantId && s.DeadlineAt <= now) })
            .Where(t => t.Lapsed > 0).ToDictionaryAsync(t => t.TenantId, t => t.Lapsed, cancel);
    }

    private static IQueryable<TRow> All<TRow>(UnitOfWork unit)
        where TRow : class, ITenantRow => unit.Db.Set<TRow>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).AsNoTracking();
}
