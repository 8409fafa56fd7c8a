using JobInterview.Api.Http;
using JobInterview.Silo.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace JobInterview.Api.Operators;

/// <summary>The dashboard for operators, at a port of its own that only this machine reaches: <c>kubectl port-forward</c> and <c>ssh -L</c> are the ways to it.</summary>
public static class DashboardHosting
{
    private const string Prefix = "/operators";

    // What it may serve is listed, so that a newer package shows nothing more by itself. Not in it: /GrainState calls any grain and shows what it says, /Trace streams the log,
    // /Reminders reads every reminder of every company.
    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "index.html", "favicon.ico", "index.min.js", "index.css", "fonts", "img", "version",
        "DashboardCounters", "ClusterStats", "HistoricalStats", "SiloProperties", "SiloStats", "SiloCounters", "GrainStats", "TopGrainMethods", "GrainTypes",
    };

    public static WebApplicationBuilder AddOperatorDashboard(this WebApplicationBuilder builder)
    {
        if (OperatorDashboard.IsWanted(builder.Configuration))
        {
            builder.Services.AddSingleton<DashboardDoor>();
            builder.Services.AddTransient<IStartupFilter, LoopbackAddress>();
        }

        return builder;
    }

    public static void MapOperatorDashboard(this WebApplication app)
    {
        if (!OperatorDashboard.IsWanted(app.Configuration))
        {
            return;
        }

        var door = app.Services.GetRequiredService<DashboardDoor>();
        var dashboard = app.MapOrleansDashboard(Prefix);
        dashboard.WithMetadata(new WritesItsOwnStyles()).ExcludeFromDescription();
        dashboard.ShortCircuit();                               // callers, companies and rooms have no part in it
        ((IEndpointConventionBuilder)dashboard).Add(endpoint =>
        {
            var isShown = IsShown(((RouteEndpointBuilder)endpoint).RoutePattern);
            var serve = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => door.OpenAsync(http, isShown ? serve : NotFound);
        });
    }

    private static bool IsShown(RoutePattern pattern) =>
        pattern.PathSegments is [_] || (pattern.PathSegments is [_, { Parts: [RoutePatternLiteralPart part] }, ..] && Shown.Contains(part.Content));

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>One more address of the server, beside whatever it is told to listen at.</summary>
    private sealed class LoopbackAddress(IOptions<OperatorDashboardOptions> options) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.ServerFeatures.Get<IServerAddressesFeature>()?.Addresses.Add($"http://127.0.0.1:{options.Value.Port}");
            next(app);
        };
    }
}
