using JobInterview.Tenants;

namespace JobInterview.Grains.Interviews;

/// <summary>The plans of a company as rows: written by the plan's grain, read by lists.</summary>
public interface IPlanList
{
    /// <summary>Writes or replaces the row; repeating it changes nothing.</summary>
    Task UpsertAsync(TenantKey plan, PlanListing listing, CancellationToken cancel = default);

    /// <summary>One page in the order of creation, newest first; at most 100.</summary>
    Task<Page<PlanListing>> ListAsync(TenantId tenant, PlanStatus? status, string? after, int limit, CancellationToken cancel = default);
}

/// <summary>A plan in a list.</summary>
[GenerateSerializer, Immutable, Alias("plan-listing")]
public sealed record PlanListing(
    [property: Id(0)] Guid Id, [property: Id(1)] string Title, [property: Id(2)] string[] Languages, [property: Id(3)] int Version,
    [property: Id(4)] PlanStatus Status, [property: Id(5)] int Questions, [property: Id(6)] DateTimeOffset CreatedAt, [property: Id(7)] DateTimeOffset ChangedAt);
