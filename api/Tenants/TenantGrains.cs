using JobInterview.Grains.Interviews;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Api.Tenants;

/// <summary>The one door from a request to a grain: every reference made here is of the request's own company, and carries its stamp.</summary>
public sealed class TenantGrains(IGrainFactory grains, TenantContext tenant)
{
    /// <summary>The request's company.</summary>
    public TenantId Id => tenant.Id;

    /// <summary>The address of a thing of the company.</summary>
    public TenantKey Key(Guid id) => new(tenant.Id, id);

    /// <summary>The company itself.</summary>
    public ITenantGrain Tenant() => Grain<ITenantGrain>(tenant.Id.Value);

    /// <summary>What keeps the company's promise of how long things are kept.</summary>
    public IRetentionGrain Retention() => Grain<IRetentionGrain>(tenant.Id.Value);

    /// <summary>An interview plan.</summary>
    public IInterviewPlanGrain Plan(Guid id) => Grain<IInterviewPlanGrain>(id);

    /// <summary>An interview.</summary>
    public IInterviewSessionGrain Session(Guid id) => Grain<IInterviewSessionGrain>(id);

    /// <summary>A company that is being opened: nobody belongs to it yet, so no request can.</summary>
    internal ITenantGrain Opening(TenantId opening)
    {
        CallerTenant.Set(opening);
        return grains.GetGrain<ITenantGrain>(new TenantKey(opening, opening.Value).ToString());
    }

    private TGrain Grain<TGrain>(Guid id) where TGrain : ITenantScopedGrain
    {
        CallerTenant.Set(tenant.Id);                          // stamped here: set in an auth handler it would not flow back out
        return grains.GetGrain<TGrain>(new TenantKey(tenant.Id, id).ToString());
    }
}
