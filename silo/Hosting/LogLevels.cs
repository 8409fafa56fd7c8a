using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Hosting;

public static class LogLevels
{
    /// <summary>Our own words, and warnings of everything else: a framework's request log would hold addresses, and those of rooms are secrets.</summary>
    public static IHostApplicationBuilder AddQuietLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("JobInterview", LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // "Participant check thread has not completed": the watchdog counts from the start of the machine, and is wrong once at every start.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        return builder;
    }
}
