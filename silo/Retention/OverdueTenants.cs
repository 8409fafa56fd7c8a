using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Recordings;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Retention;

/// <summary>Finds what the retention of the companies has missed, without asking it: by the rows of sessions and recordings and by the clock.</summary>
internal sealed class OverdueTenants(IUnitsOfWork units)
{
    private const int Limit = 1_000;

    /// <summary>Companies with something due at a moment, something half destroyed, or an interview whose end the ledger has not heard of.</summary>
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
        return [.. due.Union(begun).Union(ended)];
    }

    /// <summary>Recordings that no line of the ledger names, at most a thousand: made before there was a ledger, or lost from it.</summary>
    public async Task<IReadOnlyList<DueEntry>> OrphansAsync(CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        var ledger = All<DueRow>(unit);
        var orphans = await All<RecordingRow>(unit)
            .Where(r => r.State != Grains.Recordings.RecordingState.Destroyed && !ledger.Any(d => d.TenantId == r.TenantId && d.Asset == r.Id))
            .OrderBy(r => r.TenantId).ThenBy(r => r.Id).Select(r => new { r.TenantId, r.Id, r.Session, r.SubjectId, r.KeyId }).Take(Limit).ToListAsync(cancel);
        return
        [
            .. orphans.Select(r => new DueEntry
            {
                Asset = new(r.TenantId, r.Id),
                Kind = AssetKind.Recording,
                SessionId = r.Session,
                SubjectId = r.SubjectId,
                KeyId = r.KeyId,
            }),
        ];
    }

    /// <summary>Recordings that the ledger calls destroyed and that are not: someone put them back.</summary>
    public async Task<int> RisenAsync(CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        return await (
            from row in All<DueRow>(unit)
            join recording in All<RecordingRow>(unit) on new { row.TenantId, Id = row.Asset } equals new { recording.TenantId, recording.Id }
            where row.State == DueState.Destroyed && recording.State != Grains.Recordings.RecordingState.Destroyed
            select row.Asset).CountAsync(cancel);
    }

    private static IQueryable<TRow> All<TRow>(UnitOfWork unit)
        where TRow : class, ITenantRow => unit.Db.Set<TRow>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).AsNoTracking();
}
