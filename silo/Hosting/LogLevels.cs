using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace JobInterview.Silo.Hosting;

public static class LogLevels
{
    /// <summary>Our own words, and warnings of everything else: a framework's request log would hold addresses, and those of rooms are secrets. A log that nobody takes makes nobody wait.</summary>
    public static IHostApplicationBuilder AddQuietLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("JobInterview", LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // "Participant check thread has not completed": the watchdog counts from the start of the machine, and is wrong once at every start.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        return builder;
    }
}
