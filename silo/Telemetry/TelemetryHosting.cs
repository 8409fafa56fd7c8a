using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JobInterview.Silo.Telemetry;

public static class TelemetryHosting
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Traces and metrics over OTLP where OpenTelemetry's own settings name an endpoint; never a word, a name, an address or a token.</summary>
    public static IHostApplicationBuilder AddJobInterviewTelemetry(this IHostApplicationBuilder builder, string process)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            return builder;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"jobinterview-{process}"))
            .WithTracing(traces => traces
                .AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Storage")
                .AddAspNetCoreInstrumentation(web => web.EnrichWithHttpRequest = static (activity, _) =>
                {
                    // The room's link is the one address with a secret: spans keep the route's template only.
                    activity.SetTag("url.path", null);
                    activity.SetTag("url.query", null);
                })
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.Orleans", "JobInterview")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
        return builder;
    }
}
