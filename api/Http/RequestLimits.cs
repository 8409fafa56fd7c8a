using JobInterview.Api.Identity;

namespace JobInterview.Api.Http;

/// <summary>Lets nobody ask for more than a share: a room by its token, a company by its tenant. Room traffic does not count for the company.</summary>
internal sealed class RequestLimits(RequestDelegate next, LimitSet limits)
{
    public Task InvokeAsync(HttpContext context) =>
        IsWithin(context) ? next(context) : Problem.WriteAsync(context, HttpRefusals.TooManyRequests);

    private bool IsWithin(HttpContext context)
    {
        if (context.User is RoomPrincipal room)
        {
            return limits.Rooms.TryTake(room.Caller.TokenHash, context.Response);
        }

        return !context.Request.Path.StartsWithSegments("/api") || CallerScope.TenantOf(context) is not { } tenant
            || limits.Tenants.TryTake(tenant.Value, context.Response);
    }
}
