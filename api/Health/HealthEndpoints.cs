using JobInterview.Api.Demo;
using JobInterview.Api.Tenants;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Recordings;

namespace JobInterview.Api.Health;

/// <summary>Whether this process lives, and whether it can serve: schema current, a grain answers, and with a demo the demo exists. A full store of recordings is told
/// beside it: written interviews go on, so no process is taken out for it.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Ok(new { status = "live" }));
        health.MapGet("/ready", async (IStorageStartup storage, GrainProbe probe, DemoCompany demo, IRecordingUploads uploads) =>
            storage.IsPrepared && demo.IsReady && await probe.AnswersAsync()
                ? Results.Ok(new { status = "ready", recordings = uploads.RefuseNew()?.Code ?? "ready" })
                : Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable));
    }
}
