using JobInterview.Grains.Interviews;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Tenants;

/// <summary>An interview plan in a list; the plan itself is its grain's.</summary>
public sealed class PlanRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Id { get; init; }

    public required string Title { get; set; }

    public required string Languages { get; set; }

    public required int Version { get; set; }

    public required PlanStatus Status { get; set; }

    public required int Questions { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }
}
