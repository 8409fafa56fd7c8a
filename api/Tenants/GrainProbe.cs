using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Api.Tenants;

/// <summary>Asks a grain that stands for nobody: it must read storage to say that it does not exist.</summary>
public sealed class GrainProbe(IGrainFactory grains)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly TenantId _nobody = TenantId.New();

    /// <summary>Whether a silo answers within two seconds.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            CallerTenant.Set(_nobody);
            await grains.GetGrain<ITenantGrain>(new TenantKey(_nobody, _nobody.Value).ToString()).ReadAsync().WaitAsync(Patience);
            return true;
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException or InvalidOperationException)
        {
            return false;
        }
    }
}
