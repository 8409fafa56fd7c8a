using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Tenants;

/// <summary>A company; nothing personal.</summary>
public sealed class TenantRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required string Name { get; set; }

    public required string Slug { get; set; }

    public required PlanTier Tier { get; set; }

    public bool Suspended { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
