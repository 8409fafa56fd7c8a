using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace JobInterview.Silo.Data.Tenants;

/// <summary>Companies by slug; one of the few readers before a tenant is known.</summary>
internal sealed class TenantDirectory(IUnitsOfWork units) : ITenantDirectory
{
    public async Task<TenantListing?> FindBySlugAsync(string slug, CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        var row = await unit.Db.Set<TenantRow>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).AsNoTracking()
            .SingleOrDefaultAsync(t => t.Slug == slug && !t.Suspended, cancel);
        return row is null ? null : Listing(row);
    }

    public async Task<TenantListing?> FindAsync(TenantId tenant, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var row = await unit.Db.Set<TenantRow>().SingleOrDefaultAsync(t => !t.Suspended, cancel);
        return row is null ? null : Listing(row);
    }

    public async Task<bool> AddAsync(TenantListing tenant, CancellationToken cancel = default)
    {
        try
        {
            await using var unit = await units.WriteAsync(tenant.Id, cancel);
            if (await unit.Db.Set<TenantRow>().AnyAsync(cancel))
            {
                return true;
            }

            unit.Db.Add(new TenantRow { TenantId = tenant.Id, Name = tenant.Name, Slug = tenant.Slug, Tier = tenant.Tier, CreatedAt = tenant.CreatedAt });
            await unit.CommitAsync(cancel);
            return true;
        }
        catch (DbUpdateException taken) when (Duplicates.Caused(taken))
        {
            return false;
        }
    }

    public Task RenameAsync(TenantId tenant, string name, CancellationToken cancel = default) =>
        SetAsync(tenant, set => set.SetProperty(t => t.Name, name), cancel);

    public Task SetTierAsync(TenantId tenant, PlanTier tier, CancellationToken cancel = default) =>
        SetAsync(tenant, set => set.SetProperty(t => t.Tier, tier), cancel);

    public async Task<bool> AnyAsync(CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        return await unit.Db.Set<TenantRow>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).AnyAsync(cancel);
    }

    private async Task SetAsync(TenantId tenant, Action<UpdateSettersBuilder<TenantRow>> set, CancellationToken cancel)
    {
        await using var unit = await units.WriteAsync(tenant, cancel);
        await unit.Db.Set<TenantRow>().ExecuteUpdateAsync(set, cancel);
        await unit.CommitAsync(cancel);
    }

    private static TenantListing Listing(TenantRow row) => new(row.TenantId, row.Name, row.Slug, row.Tier, row.CreatedAt);
}
