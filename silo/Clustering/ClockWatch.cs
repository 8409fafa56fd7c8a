using System.Data.Common;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Silo.Starts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Clustering;

/// <summary>Sends this process home when its clock has jumped: by it, interviews would end too early and recordings would be destroyed too early or kept too long.
/// A start beside a clock that is wrong is refused; whoever runs already goes on, for it may be the database's that is.</summary>
internal sealed partial class ClockWatch(PostgresClock clock, IHostApplicationLifetime process, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <exception cref="StartRefusedException">The two clocks are further apart than anything here is told to bear.</exception>
    public static void Check(ClockReading reading)
    {
        if (reading.IsApart)
        {
            throw new StartRefusedException($"The clock of this machine is {reading}. Set the wrong one right. Nothing was written.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ClockReading? start = null;
        using var pace = new PeriodicTimer(Pace);
        do
        {
            try
            {
                var reading = await clock.ReadAsync(stoppingToken);
                if (reading.HasLeft(start ??= reading))
                {
                    LogJumped(reading);
                    process.StopApplication();
                    return;
                }
            }
            catch (Exception away) when (away is DbException or TimeoutException)
            {
                // without its database it tells nobody anything that the clock could make wrong
            }
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Critical, "The clock of this process has jumped and is {Reading}: this process ends")]
    private partial void LogJumped(ClockReading reading);
}
