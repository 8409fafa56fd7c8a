using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Journal;

/// <summary>Says once a second that this process lives, so that others can tell when its sessions lost it.</summary>
internal sealed partial class ProcessPulse(IJournalStore store, TimeProvider clock, ILogger<ProcessPulse> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.BeatAsync(Microseconds.Cut(clock.GetUtcNow()), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await second.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.BeatAsync(Microseconds.Cut(clock.GetUtcNow()), stoppingToken);
            }
            catch (Exception missed) when (missed is WriterUnavailableException or JournalUnavailableException)
            {
                LogMissed();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not take this process's pulse")]
    private partial void LogMissed();
}
