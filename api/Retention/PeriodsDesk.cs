using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;

namespace JobInterview.Api.Retention;

/// <summary>Sets a company's own periods, and says that no limit is still right; writes down who did.</summary>
public sealed class PeriodsDesk(TenantGrains tenant, IAuditLog audit)
{
    public async Task<Outcome<RetentionTerms>> SetAsync(RetentionPeriods periods, long? version, Actor by)
    {
        var kept = await tenant.Tenant().KeepAsync(periods, version);
        if (kept.Accepted)
        {
            await audit.AppendAsync(tenant.Id, new("retention.periods-set", by));
        }

        return kept;
    }

    public async Task<Outcome<RetentionTerms>> ReviewAsync(Actor by)
    {
        var reviewed = await tenant.Tenant().ReviewAsync();
        if (reviewed.Accepted)
        {
            await audit.AppendAsync(tenant.Id, new("retention.reviewed", by));
        }

        return reviewed;
    }
}
