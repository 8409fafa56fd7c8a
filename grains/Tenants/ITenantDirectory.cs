using JobInterview.Tenants;

namespace JobInterview.Grains.Tenants;

/// <summary>All companies by slug: the one place that is read before a tenant is known.</summary>
public interface ITenantDirectory
{
    /// <summary>The company with this slug, or null; suspended companies are not found.</summary>
    Task<TenantListing?> FindBySlugAsync(string slug, CancellationToken cancel = default);

    Task<TenantListing?> FindAsync(TenantId tenant, CancellationToken cancel = default);

    /// <summary>Adds the company, or answers false when the slug is taken by another.</summary>
    Task<bool> AddAsync(TenantListing tenant, CancellationToken cancel = default);

    /// <summary>Writes the company's new name; repeating it changes nothing.</summary>
    Task RenameAsync(TenantId tenant, string name, CancellationToken cancel = default);

    /// <summary>Writes the tier that counts now; repeating it changes nothing.</summary>
    Task SetTierAsync(TenantId tenant, PlanTier tier, CancellationToken cancel = default);

    /// <summary>Whether there is any company at all.</summary>
    Task<bool> AnyAsync(CancellationToken cancel = default);
}

/// <summary>A company's row: nothing personal.</summary>
public sealed record TenantListing(TenantId Id, string Name, string Slug, PlanTier Tier, DateTimeOffset CreatedAt);
