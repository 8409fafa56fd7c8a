using JobInterview.Grains.Sessions;
using JobInterview.Silo.Journal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JobInterview.Silo.Telemetry;

public static class TelemetryHosting
{
    /// <summary>Traces, metrics and logs over OTLP when any of OpenTelemetry's own settings (<c>OTEL_…</c>) is there, else nothing.
    /// Tags carry keys and routes, never content; a page whose address is a secret is left out.</summary>
    public static IHostApplicationBuilder AddJobInterviewTelemetry(this IHostApplicationBuilder builder, string process)
    {
        if (!IsWanted(builder.Configuration))
        {
            return builder;
        }

        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter());
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(process))
            .WithTracing(traces => traces
                .AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage")
                .AddAspNetCoreInstrumentation(web => web.Filter = http => !http.Request.Path.StartsWithSegments("/i") && !http.Request.Path.StartsWithSegments("/api/v1/media"))
                .AddHttpClientInstrumentation()
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.Orleans", JournalMetrics.Meter, SessionMetrics.Meter)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter());
        return builder;
    }

    internal static bool IsWanted(IConfiguration configuration) =>
        configuration.AsEnumerable().Any(setting => setting.Key.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase));
}
