using JobInterview.Grains.Tenants;

namespace JobInterview.Api.Identity;

/// <summary>Every hour, forgets the tokens that expired more than an hour ago.</summary>
internal sealed partial class TokenPruning(IApiClients clients, TimeProvider clock, ILogger<TokenPruning> logger) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Hour, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                LogPruned(await clients.PruneAsync(clock.GetUtcNow() - Hour, stoppingToken));
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                LogFailed(failed);                             // the next hour tries again
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Count} expired tokens were forgotten")]
    private partial void LogPruned(long count);

    [LoggerMessage(LogLevel.Warning, "Expired tokens could not be forgotten")]
    private partial void LogFailed(Exception why);
}
