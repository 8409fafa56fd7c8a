using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Hosting;

/// <summary>Looks how much of the memory that this process may have is taken, so that it refuses work before the kernel ends it.</summary>
public sealed partial class MemoryWatch(ILogger<MemoryWatch> logger) : BackgroundService
{
    /// <summary>From here on no interview begins in this process.</summary>
    internal const double Scarce = 0.85;

    /// <summary>From here on it takes no request: what runs already has the rest.</summary>
    internal const double Full = 0.92;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private const int LooksBetweenCollections = 100;
    private readonly MemoryGroup? _group = MemoryGroup.Find();
    private volatile Level _level;
    private int _sinceCollection = LooksBetweenCollections;

    private enum Level { Ample, Scarce, Full }

    public bool IsScarce => _level >= Level.Scarce;

    public bool IsFull => _level == Level.Full;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pace = new PeriodicTimer(Pace);
        while (await pace.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    private void Look()
    {
        if (Taken() is not { } taken)
        {
            return;                                           // no file could be opened: what was known last holds
        }

        if (++_sinceCollection > LooksBetweenCollections && taken >= Scarce)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);      // what nobody holds is not scarcity
            (_sinceCollection, taken) = (0, Taken() ?? taken);
        }

        var level = taken >= Full ? Level.Full : taken >= Scarce ? Level.Scarce : Level.Ample;
        if (level != _level)
        {
            _level = level;
            LogLevelChanged(level, (int)(taken * 100));
        }
    }

    // The collector gives the heap less than the group has, and throws where it ends.
    private double? Taken()
    {
        var heap = (double)GC.GetTotalMemory(forceFullCollection: false) / GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return _group is null ? heap : _group.Used is { } used ? Math.Max(heap, (double)used / _group.Limit) : null;
    }

    [LoggerMessage(LogLevel.Warning, "The memory of this process is {Level}: {Percent} % of what it may have is taken")]
    private partial void LogLevelChanged(Level level, int percent);
}
