using JobInterview.Tenants;

namespace JobInterview.Grains.Billing;

/// <summary>Where a company is told that a smaller plan, or the end, is near.</summary>
public interface INoticeBoard
{
    /// <summary>Writes to every owner, once for a version of the plan and its days: a repeat, from whatever process, writes nothing.</summary>
    Task GiveAsync(PlanNotice notice, DateTimeOffset now, CancellationToken cancel = default);
}

/// <summary>What is to come and in how many days.</summary>
public sealed record PlanNotice(TenantId Tenant, string Company, string Slug, Subscription Plan, int Days);
