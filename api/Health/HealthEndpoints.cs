using JobInterview.Api.Demo;
using JobInterview.Api.Tenants;
using JobInterview.Silo.Hosting;

namespace JobInterview.Api.Health;

/// <summary>Whether this process lives, and whether it can serve: schema current, a grain answers, and with a demo the demo exists.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Ok(new { status = "live" }));
        health.MapGet("/ready", async (IStorageStartup storage, GrainProbe probe, DemoCompany demo) =>
            storage.IsPrepared && demo.IsReady && await probe.AnswersAsync()
                ? Results.Ok(new { status = "ready" })
                : Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable));
    }
}
