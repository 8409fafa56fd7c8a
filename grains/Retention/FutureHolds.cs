using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Grains.Retention;

/// <summary>What comes while a hold takes up what comes is held before anyone hears of it.</summary>
internal sealed partial class FutureHolds(IHoldBook book, IGrainFactory grains, ILogger<FutureHolds> logger)
{
    /// <summary>Something new has its line in the ledger.</summary>
    public async Task TakeUpAsync(TenantId tenant)
    {
        try
        {
            if ((await book.TakingUpAsync(tenant)).Count > 0)
            {
                await grains.GetGrain<IRetentionGrain>(new TenantKey(tenant, tenant.Value).ToString()).TakeUpAsync();
            }
        }
#pragma warning disable CA1031 // the thing is there and the interview goes on; retention takes it up before it destroys anything
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogLate(tenant, failure.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What came to {Tenant} is taken up by its holds later ({Error})")]
    private partial void LogLate(TenantId tenant, string error);
}
