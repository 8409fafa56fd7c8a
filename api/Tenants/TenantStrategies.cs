using System.Security.Claims;
using JobInterview.Api.Http;
using JobInterview.Tenants;

namespace JobInterview.Api.Tenants;

/// <summary>What the proof of identity says: the session's cookie, the token's <c>tid</c>.</summary>
internal sealed class ClaimStrategy : ITenantStrategy
{
    public int Priority => 1;

    public TenantSignal? Read(object context) =>
        ((HttpContext)context).User is { Identity.IsAuthenticated: true } user
            ? TenantSignal.OfId("claim", user.FindFirstValue(CallerScope.TenantClaim))
            : null;
}

/// <summary>What the address says: <c>/{slug}/…</c>.</summary>
internal sealed class SlugStrategy : ITenantStrategy
{
    public const string RouteKey = "slug";

    public int Priority => 2;

    public TenantSignal? Read(object context) =>
        ((HttpContext)context).Request.RouteValues[RouteKey] is string slug ? TenantSignal.OfSlug("slug", slug) : null;
}
