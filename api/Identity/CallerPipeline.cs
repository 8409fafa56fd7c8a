using JobInterview.Api.Http;
using JobInterview.Api.Tenants;
using Microsoft.AspNetCore.Authentication;

namespace JobInterview.Api.Identity;

public static class CallerPipeline
{
    /// <summary>The second part of the pipeline: who calls, how often, whether they may, for which company.</summary>
    public static WebApplication UseCallers(this WebApplication app)
    {
        // Else the host adds its middleware in front of everything, rooms included, where it would cost more than the rest of the request.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseMiddleware<PageFailures>();
        app.UseRouting();
        app.UseMiddleware<Authenticate>();
        app.UseMiddleware<LastingRequests>();
        app.UseMiddleware<RequestLimits>();
        app.UseAuthorization();
        app.UseMiddleware<ResolveTenant>();
        app.UseMiddleware<IdempotencyKeys>();
        return app;
    }
}

/// <summary>A room is opened by its own door; everyone else goes through ASP.NET Core's authentication.</summary>
internal sealed class Authenticate(RequestDelegate next, RoomDoor rooms, IAuthenticationSchemeProvider schemes)
{
    private readonly AuthenticationMiddleware _others = new(next, schemes);

    public Task InvokeAsync(HttpContext context) =>
        ApiPaths.OpensRoom(context.Request.Path) ? EnterAsync(context) : _others.Invoke(context);

    private async Task EnterAsync(HttpContext context)
    {
        if (await rooms.OpenAsync(context.Request) is { } room)
        {
            context.User = room;
        }

        await next(context);
    }
}
