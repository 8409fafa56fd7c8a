using JobInterview.Silo.Hosting;

namespace JobInterview.Killed;

/// <summary>Takes every thread of the pool and gives none back.</summary>
internal static class Starving
{
    public static void Run(TimeSpan limit)
    {
        const int threads = 4;
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(threads, threads);
        using var watch = new PoolWatch(limit);
        watch.StartAsync(default).GetAwaiter().GetResult();
        for (var i = 0; i < threads; i++)
        {
            ThreadPool.QueueUserWorkItem(static _ => Thread.Sleep(Timeout.Infinite));
        }

        Thread.Sleep(Timeout.Infinite);
    }
}
