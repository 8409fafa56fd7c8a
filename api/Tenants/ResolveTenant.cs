using System.Security.Claims;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Grains;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Authentication;

namespace JobInterview.Api.Tenants;

/// <summary>Gives every request its company, or answers 404 when what it says about it does not agree.</summary>
internal sealed partial class ResolveTenant(RequestDelegate next, TenantResolver resolver, PublicAddress address, IAuditLog audit, ILogger<ResolveTenant> logger)
{
    private readonly string _cookie = address.Cookie(MemberSignIns.CookieName);

    public Task InvokeAsync(HttpContext context, TenantContext tenant)
    {
        if (context.Request.Headers.Authorization.Count > 0 && context.Request.Cookies.ContainsKey(_cookie))
        {
            return CompareAsync(context, tenant);
        }

        return GoOnAsync(context, tenant);
    }

    // Who may be a member here and a candidate there has two cookies in one browser; but who sends a token speaks for one company.
    private async Task CompareAsync(HttpContext context, TenantContext tenant)
    {
        var member = (await context.AuthenticateAsync(MemberSignIns.Scheme)).Principal?.FindFirstValue(CallerScope.TenantClaim);
        var caller = context.User is RoomPrincipal room ? room.Session.Tenant : CallerScope.TenantOf(context);
        if (member is not null && caller is { } named && member != named.ToString())
        {
            LogRefused("cookie", named.ToString(), RequestIds.Of(context));
            await audit.AppendAsync(named, new("tenant.crossing-refused", Caller.Of(context.User)?.Actor, Detail: "cookie"), context.RequestAborted);
            await RefuseAsync(context);
            return;
        }

        await GoOnAsync(context, tenant);
    }

    private Task GoOnAsync(HttpContext context, TenantContext tenant)
    {
        if (context.User is not RoomPrincipal room)
        {
            return ResolveAsync(context, tenant);
        }

        tenant.Resolve(room.Session.Tenant);                  // the token is the only signal a room has, and its row proved it
        return next(context);
    }

    private async Task ResolveAsync(HttpContext context, TenantContext tenant)
    {
        var found = await resolver.ResolveAsync(context, context.RequestAborted);
        if (found.RefusedBy is { } signal)
        {
            LogRefused(signal, found.Against?.ToString() ?? "none", RequestIds.Of(context));
            if (found.Against is { } crossed)
            {
                await audit.AppendAsync(crossed, new("tenant.crossing-refused", Caller.Of(context.User)?.Actor, Detail: signal), context.RequestAborted);
            }

            await RefuseAsync(context);
            return;
        }

        if (found.Tenant is { } info)
        {
            tenant.Resolve(TenantId.Parse(info.Id, null), info);
        }

        await next(context);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        if (ApiPaths.IsForPrograms(context.Request.Path))
        {
            return Problem.WriteAsync(context, Refusals.NotFound);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Security: the {Signal} of request {RequestId} names no company or another one than {Tenant}")]
    private partial void LogRefused(string signal, string tenant, string requestId);
}
