using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Tenants;

/// <summary>That the owners were told of what comes next: once for a version of the plan and its days.</summary>
public sealed class PlanNoticeRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required long Version { get; init; }

    public required int Days { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How many owners were written to.</summary>
    public required int Letters { get; init; }
}
