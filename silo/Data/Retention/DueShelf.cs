using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Retention;

internal sealed class DueShelf(IUnitsOfWork units) : IDueShelf
{
    private const int DaysAhead = 30;

    public async Task<DueEntry?> FindAsync(TenantKey asset, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(asset.Tenant, cancel);
        return (await unit.Db.Set<DueRow>().SingleOrDefaultAsync(d => d.Asset == asset.Id, cancel))?.ToEntry();
    }

    public async Task<Page<DueEntry>> ListAsync(TenantId tenant, DueFilter filter, string? after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var rows = Which(unit.Db.Set<DueRow>(), filter);
        if (Cursor.Parse(after) is { } cursor)
        {
            rows = cursor.At == Never
                ? rows.Where(d => d.DueAt == null && d.Asset > cursor.Id)
                : rows.Where(d => d.DueAt == null || d.DueAt > cursor.At || (d.DueAt == cursor.At && d.Asset > cursor.Id));
        }

        var page = await rows.OrderBy(d => d.DueAt == null).ThenBy(d => d.DueAt).ThenBy(d => d.Asset).Take(Paging.Take(limit)).ToListAsync(cancel);
        return Paging.Of(page, limit, d => new(d.DueAt ?? Never, d.Asset)).Select(d => d.ToEntry());
    }

    public async Task<IReadOnlyList<DueEntry>> OfSessionAsync(TenantKey session, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(session.Tenant, cancel);
        return [.. (await unit.Db.Set<DueRow>().Where(d => d.Session == session.Id).OrderBy(d => d.Asset).ToListAsync(cancel)).Select(row => row.ToEntry())];
    }

    public async Task<int> GoingAsync(TenantId tenant, DateTimeOffset endedBefore, DateTimeOffset by, AssetKind? only = null, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await Going(unit.Db, endedBefore, by).CountAsync(d => only == null || d.Kind == only, cancel);
    }

    public async Task<IReadOnlyList<DueEntry>> GoingAsync(TenantId tenant, DateTimeOffset endedBefore, DateTimeOffset by, Guid after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var rows = await Going(unit.Db, endedBefore, by).Where(d => d.Asset > after).OrderBy(d => d.Asset).Take(limit).ToListAsync(cancel);
        return [.. rows.Select(row => row.ToEntry())];
    }

    // What is due by then in any case goes too; of a contract that ends also what has no time yet, and every interview by its record.
    private static IQueryable<DueRow> Going(JobInterviewDbContext db, DateTimeOffset endedBefore, DateTimeOffset by)
    {
        var (isAll, before) = (endedBefore == DateTimeOffset.MaxValue, Microseconds.Cut(endedBefore));
        return db.Set<DueRow>().Where(d => (d.Kind == AssetKind.Recording || (isAll && d.Kind == AssetKind.DecisionRecord)) && d.State == DueState.Scheduled && (isAll || d.DueAt <= by || d.StartsAt <= before));
    }

    public async Task<DueSummary> SummaryAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var rows = unit.Db.Set<DueRow>();
        var states = await rows.GroupBy(d => d.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var kept = await rows.Where(d => d.State == DueState.Scheduled || d.State == DueState.Held).GroupBy(d => d.Rule)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var coming = await rows.Where(d => d.State == DueState.Scheduled && d.DueAt > now && d.DueAt <= now.AddDays(DaysAhead)).Select(d => d.DueAt!.Value).ToListAsync(cancel);
        return new(
            kept, states.GetValueOrDefault(DueState.Held), await rows.CountAsync(d => d.State == DueState.Scheduled && d.DueAt <= now, cancel),
            states.GetValueOrDefault(DueState.Destroying), states.GetValueOrDefault(DueState.Destroyed), TimeSpan.FromSeconds(await rows.MaxAsync(d => d.LagSeconds, cancel) ?? 0),
            coming.Count == 0 ? null : coming.Min(),
            [.. coming.GroupBy(at => DateOnly.FromDateTime(at.UtcDateTime)).OrderBy(day => day.Key).Select(day => new DueDay(day.Key, day.Count()))]);
    }

    private static readonly DateTimeOffset Never = Microseconds.Cut(DateTimeOffset.MaxValue);

    private static IQueryable<DueRow> Which(IQueryable<DueRow> rows, DueFilter filter)
    {
        rows = filter.State is { } state ? rows.Where(d => d.State == state) : rows.Where(d => d.State != DueState.Destroyed);
        rows = filter.SessionId is { } session ? rows.Where(d => d.Session == session) : rows;
        rows = filter.Kind is { } kind ? rows.Where(d => d.Kind == kind) : rows;
        rows = filter.DueBy is { } over ? rows.Where(d => d.DueAt <= over) : rows;
        return filter.NotDueBy is { } now ? rows.Where(d => d.DueAt == null || d.DueAt > now) : rows;
    }
}
