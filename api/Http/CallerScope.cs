using System.Security.Claims;
using JobInterview.Tenants;

namespace JobInterview.Api.Http;

/// <summary>Whose request it is, as far as limits, cursors and idempotency keys are concerned.</summary>
internal static class CallerScope
{
    /// <summary>The claim that names the company in every principal of ours.</summary>
    public const string TenantClaim = "tid";

    public static TenantId? TenantOf(HttpContext context) =>
        TenantId.TryParse(context.User.FindFirstValue(TenantClaim), null, out var tenant) ? tenant : null;
}
