using JobInterview.Silo.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Http;

public static class ApiConventions
{
    /// <summary>Errors, JSON, limits and headers as DESIGN §11 has them.</summary>
    public static WebApplicationBuilder AddApiConventions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PublicAddress>();
        services.AddExceptionHandler<FailureAnswers>();
        services.ConfigureHttpJsonOptions(json => WireJson.Strict(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>();
        services.AddSingleton<LimitSet>();
        services.AddSingleton<Turns>();
        services.AddSingleton<Delays>();
        services.TryAddSingleton<MemoryWatch>();
        services.AddSingleton<IMemoryPoolFactory<byte>, WideBlocks>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // What is too much for a body is refused by its route; up to here it is still read to its end, so that the sender sees the refusal instead of a broken line.
            kestrel.Limits.MaxRequestBodySize = 16 * JsonBodies.MaxBytes;
            kestrel.Limits.MaxConcurrentConnections = OpenFiles.MostLines;
        });
        builder.AddKnownProxies();
        return builder;
    }

    /// <summary>The first part of the pipeline: what holds for every request, before anyone is known.</summary>
    public static WebApplication UseApiConventions(this WebApplication app)
    {
        app.UseMiddleware<MemoryGuard>();
        app.UseForwardedHeaders();
        app.UseMiddleware<AnswerRules>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = static _ => Task.CompletedTask, SuppressDiagnosticsCallback = static _ => true });
        app.UseMiddleware<CrossSiteGuard>();
        return app;
    }
}
