using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Members;
using JobInterview.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Keys;

/// <summary>Goes through with every replacement of a company's key, whichever process began it and wherever it died.</summary>
internal sealed partial class KeyRotator(KeyRotation rotation, IUnitsOfWork units, TimeProvider clock, ILogger<KeyRotator> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private readonly AuditLog _audit = new(units, clock);

    /// <summary>Goes through with all that are under way.</summary>
    public async Task RunAsync(CancellationToken cancel = default)
    {
        foreach (var tenant in await rotation.UnderWayAsync(cancel))
        {
            var isTold = false;
            while (await rotation.StepAsync(tenant, TellAsync, cancel))
            {
                // until the old version is gone
            }

            LogRotated(tenant);

            async Task TellAsync()
            {
                if (!isTold)
                {
                    await _audit.AppendAsync(tenant, new("key.rotated", null), cancel);
                    isTold = true;
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "The key of {Tenant} has a new version that wraps everything; the old one is destroyed")]
    private partial void LogRotated(TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "A key could not be replaced now ({Error}); it goes on with the next look")]
    private partial void LogFailed(string error);
}
