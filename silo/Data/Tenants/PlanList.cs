using JobInterview.Grains;
using JobInterview.Grains.Interviews;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Tenants;

internal sealed class PlanList(IUnitsOfWork units) : IPlanList
{
    public async Task UpsertAsync(TenantKey plan, PlanListing listing, CancellationToken cancel = default)
    {
        await using var unit = await units.WriteAsync(plan.Tenant, cancel);
        var row = await unit.Db.Set<PlanRow>().SingleOrDefaultAsync(p => p.Id == plan.Id, cancel);
        if (row is null)
        {
            unit.Db.Add(Row(plan, listing));
        }
        else
        {
            (row.Title, row.Languages, row.Version, row.Status) = (listing.Title, Join(listing), listing.Version, listing.Status);
            (row.Questions, row.ChangedAt) = (listing.Questions, listing.ChangedAt);
        }

        await unit.CommitAsync(cancel);
    }

    public async Task<Page<PlanListing>> ListAsync(TenantId tenant, PlanStatus? status, string? after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        IQueryable<PlanRow> plans = unit.Db.Set<PlanRow>();
        if (status is { } wanted)
        {
            plans = plans.Where(p => p.Status == wanted);
        }

        if (Cursor.Parse(after) is { } cursor)
        {
            plans = plans.Where(p => p.CreatedAt < cursor.At || (p.CreatedAt == cursor.At && p.Id < cursor.Id));
        }

        var rows = await plans.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(Paging.Take(limit)).ToListAsync(cancel);
        return Paging.Of(rows, limit, p => new(p.CreatedAt, p.Id)).Select(Listing);
    }

    private static PlanRow Row(TenantKey plan, PlanListing listing) => new()
    {
        TenantId = plan.Tenant,
        Id = plan.Id,
        Title = listing.Title,
        Languages = Join(listing),
        Version = listing.Version,
        Status = listing.Status,
        Questions = listing.Questions,
        CreatedAt = listing.CreatedAt,
        ChangedAt = listing.ChangedAt,
    };

    private static PlanListing Listing(PlanRow p) =>
        new(p.Id, p.Title, p.Languages.Split(' ', StringSplitOptions.RemoveEmptyEntries), p.Version, p.Status, p.Questions, p.CreatedAt, p.ChangedAt);

    private static string Join(PlanListing listing) => string.Join(' ', listing.Languages);
}
