using JobInterview.Grains.Recordings;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace JobInterview.Silo.Recordings;

/// <summary>Tells a recording that a seal of it was found broken, so that everyone who looks at it from now on knows. The alarm was raised before.</summary>
/// <param name="grains">Null where storage is opened without a silo, for a backup or a look: there is nobody to tell.</param>
internal sealed partial class BrokenSeals(ILogger<BrokenSeals> logger, IGrainFactory? grains = null)
{
    public async Task TellAsync(TenantKey recording)
    {
        LogBroken(recording);
        if (grains is null)
        {
            return;
        }

        try
        {
            CallerTenant.Set(recording.Tenant);
            if ((await grains.GetGrain<IRecordingGrain>(recording.ToString()).BrokenAsync()).Refusal is { } refusal)
            {
                LogNotTold(recording, refusal.Code);
            }
        }
        catch (Exception away) when (away is OrleansException or TimeoutException)
        {
            LogNotTold(recording, away.GetType().Name);       // whoever reads it next finds the same and tells it again
        }
    }

    [LoggerMessage(LogLevel.Critical, "Security: recording {Recording} is not what was sealed")]
    private partial void LogBroken(TenantKey recording);

    [LoggerMessage(LogLevel.Error, "Recording {Recording} has a broken seal and could not be marked as damaged: {Cause}")]
    private partial void LogNotTold(TenantKey recording, string cause);
}
