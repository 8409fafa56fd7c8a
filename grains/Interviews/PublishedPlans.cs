using System.Collections.Concurrent;
using JobInterview.Tenants;

namespace JobInterview.Grains.Interviews;

/// <summary>Published versions that this silo has read: they never change, so that reading one again costs no call.</summary>
internal sealed class PublishedPlans
{
    private const int MostKept = 500;
    private readonly ConcurrentDictionary<(TenantKey Plan, int Version), PublishedPlan> _kept = new();

    /// <summary>A published version, or null where there is none. The caller's flow carries the tenant's stamp.</summary>
    public ValueTask<PublishedPlan?> GetAsync(IGrainFactory grains, TenantKey plan, int version) =>
        _kept.TryGetValue((plan, version), out var kept) ? new(kept) : new(LoadAsync(grains, plan, version));

    private async Task<PublishedPlan?> LoadAsync(IGrainFactory grains, TenantKey plan, int version)
    {
        var (published, _) = await grains.GetGrain<IInterviewPlanGrain>(plan.ToString()).VersionAsync(version);
        if (published is null)
        {
            return null;
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();                                    // rare, and only costs reading again
        }

        return _kept[(plan, version)] = published;
    }
}
