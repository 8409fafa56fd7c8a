using System.Threading.RateLimiting;
using JobInterview.Api.Identity;

namespace JobInterview.Api.Http;

/// <summary>Lets nobody ask for more than a share: a room by its token, a company by its tenant, both as fast as they may and as much at once. Room traffic does not count for the company.</summary>
internal sealed class RequestLimits(RequestDelegate next, LimitSet limits, Turns turns, Delays delays)
{
    private static readonly Func<object, Task> GiveBack = static turn =>
    {
        ((RateLimitLease)turn).Dispose();
        return Task.CompletedTask;
    };

    public async Task InvokeAsync(HttpContext context)
    {
        if (ShareOf(context) is not Share.Left and var share)
        {
            await (share == Share.Overrun ? delays.WaitAsync(context.RequestAborted) : Task.CompletedTask);
            await Problem.WriteAsync(context, HttpRefusals.TooManyRequests);
            return;
        }

        if (CallerScope.TenantOf(context) is not { } tenant || context.GetEndpoint()?.Metadata.GetMetadata<Unhurried>() is not null)
        {
            await next(context);
            return;
        }

        using var turn = await turns.TakeAsync(tenant, (context.User as RoomPrincipal)?.Session.Id, context.RequestAborted);
        if (turn.IsAcquired)
        {
            context.Response.OnStarting(GiveBack, turn);
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = "1";
        await Problem.WriteAsync(context, HttpRefusals.TooManyRequests);
    }

    private Share ShareOf(HttpContext context)
    {
        if (context.User is RoomPrincipal room)
        {
            return limits.Rooms.Take(room.Caller.TokenHash, context.Response);
        }

        return context.Request.Path.StartsWithSegments("/api") && CallerScope.TenantOf(context) is { } tenant ? limits.Tenants.Take(tenant.Value, context.Response) : Share.Left;
    }
}
