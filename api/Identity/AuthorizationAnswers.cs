using JobInterview.Api.Http;
using JobInterview.Grains;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace JobInterview.Api.Identity;

/// <summary>What is answered to a caller who may not: a problem document for programs; the sign-in page, or a bare status, for people.</summary>
internal sealed class AuthorizationAnswers : IAuthorizationMiddlewareResultHandler
{
    private static readonly Refusal RoomTokenInvalid = new(RefusalKind.Unauthenticated, "room-token-invalid", "This room token opens no room.");

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        var refusal = policy.Requirements.OfType<CallerRequirement>().FirstOrDefault()?.Refuse(Caller.Of(context.User))
            ?? (authorizeResult.Challenged ? HttpRefusals.Unauthenticated : HttpRefusals.Forbidden);
        return ApiPaths.IsForPrograms(context.Request.Path) ? ToProgram(context, refusal) : ToPerson(context, refusal);
    }

    private static Task ToProgram(HttpContext context, Refusal refusal)
    {
        if (refusal.Kind != RefusalKind.Unauthenticated)
        {
            return Problem.WriteAsync(context, refusal);
        }

        var sentToken = context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers.WWWAuthenticate = sentToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Problem.WriteAsync(context, ApiPaths.IsRoom(context.Request.Path) ? RoomTokenInvalid : refusal);
    }

    private static Task ToPerson(HttpContext context, Refusal refusal)
    {
        if (refusal.Kind == RefusalKind.Unauthenticated && HttpMethods.IsGet(context.Request.Method))
        {
            var back = context.Request.Path + context.Request.QueryString;
            context.Response.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(back)}");
        }
        else
        {
            context.Response.StatusCode = Problem.StatusOf(refusal);
        }

        return Task.CompletedTask;
    }
}
