using JobInterview.Silo.Hosting;

namespace JobInterview.Killed;

/// <summary>Takes every thread of the pool and gives none back.</summary>
internal static class Starving
{
    public static void Run(TimeSpan limit)
    {
        const int threads = 4;
        using var never = new ManualResetEvent(false);
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(threads, threads);
        using var watch = new PoolWatch(limit);
        watch.StartAsync(default).GetAwaiter().GetResult();
        for (var i = 0; i < threads; i++)
        {
            ThreadPool.QueueUserWorkItem(_ => never.WaitOne());
        }

        never.WaitOne();
    }
}
