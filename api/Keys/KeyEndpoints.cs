using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains.DataSubjects;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Keys;

/// <summary>The company's own key: its owner has a new version made, while everyone goes on working.</summary>
internal static class KeyEndpoints
{
    private const string Path = "/keys/rotation";

    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup(Path).WithTags("Keys").RequireAuthorization(Policies.RotateKeys);
        keys.MapGet("", ReadAsync).WithSummary("How far the replacement of the company's key is");
        keys.MapPost("", BeginAsync).WithSummary("Begins a new version of the company's key; while one is under way it changes nothing");
        return routes;
    }

    private static async Task<Ok<KeyVersionsJson>> ReadAsync(TenantGrains tenant, IKeyRotations rotations, CancellationToken cancel) =>
        TypedResults.Ok(KeyVersionsJson.Of(await rotations.FindAsync(tenant.Id, cancel)));

    private static async Task<Accepted<KeyVersionsJson>> BeginAsync(TenantGrains tenant, IKeyRotations rotations, HttpContext http, CancellationToken cancel) =>
        TypedResults.Accepted($"/api/v1{Path}", KeyVersionsJson.Of(await rotations.BeginAsync(tenant.Id, http.Caller().Actor, cancel)));
}

/// <summary>The versions of a company's key.</summary>
/// <param name="NewestAt">When the newest one was made.</param>
/// <param name="State">Whether an older one is still there: replacing, else current.</param>
/// <param name="Remaining">Keys that the newest one does not wrap yet.</param>
internal sealed record KeyVersionsJson(DateTimeOffset? NewestAt, KeyState State, long Remaining)
{
    public static KeyVersionsJson Of(KeyVersions versions) => new(versions.NewestAt, versions.IsReplacing ? KeyState.Replacing : KeyState.Current, versions.Remaining);
}

/// <summary>Whether a company has one version of its key or an older one too.</summary>
internal enum KeyState { Current, Replacing }
