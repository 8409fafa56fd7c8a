using Microsoft.Extensions.Logging;

namespace JobInterview.Grains.Retention;

/// <summary>The time to destroy by in this process: at its start the wall clock is believed, later a jump of it is not (law 11).</summary>
internal sealed partial class ProcessClock(IDueLedger ledger, TimeProvider clock, ILogger<ProcessClock> logger)
{
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private ClockWatch _watch = new(clock.GetUtcNow(), TimeSpan.Zero);

    public async Task<DateTimeOffset> NowAsync(CancellationToken cancel = default)
    {
        var (now, wall) = Look(null);
        if (now == wall)
        {
            return now.Truncate();
        }

        LogJumped(wall - now);
        return Look(await ledger.ClockAsync(cancel)).Now.Truncate();
    }

    private (DateTimeOffset Now, DateTimeOffset Wall) Look(DateTimeOffset? database)
    {
        lock (_gate)
        {
            var wall = clock.GetUtcNow();
            (var now, _watch) = _watch.Look(wall, clock.GetElapsedTime(_started), database);
            return (now, wall);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The clock jumped ahead by {Jump}; nothing is destroyed by it before it is sure")]
    private partial void LogJumped(TimeSpan jump);
}
