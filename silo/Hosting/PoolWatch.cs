using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace JobInterview.Silo.Hosting;

/// <summary>Ends this process when its thread pool has run nothing for a while: it answers nobody any more, neither a candidate nor a neighbour nor a probe, and its successor will.
/// Nothing that was acknowledged is lost by that.</summary>
internal sealed class PoolWatch(TimeSpan limit) : IHostedService, IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // A process that was stopped as a whole finds its limit passed when it goes on; its pool is quick then.
    public static readonly TimeSpan AfterStandstill = TimeSpan.FromSeconds(2);
    private readonly ManualResetEventSlim _end = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Watch) { IsBackground = true, Name = nameof(PoolWatch), Priority = ThreadPriority.AboveNormal }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _end.Set();
        return Task.CompletedTask;
    }

    public void Dispose() => _end.Set();

    private void Watch()
    {
        var since = Stopwatch.GetTimestamp();
        while (!_end.Wait(limit / 10))
        {
            if (Stopwatch.GetElapsedTime(since) < limit / 20)
            {
                return;                                       // waits come back early where a program plays with the clock: they tell nothing
            }

            var ran = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(static ran => ran.Set(), ran, preferLocal: false);
            if (!ran.Wait(limit) && !ran.Wait(AfterStandstill) && !_end.IsSet)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"No thread of the pool was free for {limit.TotalSeconds:0} s: this process ends"));
                Process.GetCurrentProcess().Kill();            // nothing that needs the pool would come to its end
            }

            since = Stopwatch.GetTimestamp();
        }
    }
}
