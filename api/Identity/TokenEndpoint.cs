using System.Collections.Immutable;
using System.Security.Claims;
using JobInterview.Api.Http;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace JobInterview.Api.Identity;

/// <summary>Gives an authenticated client its token: for every scope it is allowed, or for exactly those that it asks for.</summary>
internal static class TokenEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> IssueAsync(HttpContext context, IApiClients clients, ITenantStore tenants, IAuditLog audit)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not read the request.");
        if (!RandomId.TryParse(request.ClientId, out var id) || await clients.FindAsync(id, context.RequestAborted) is not { } client
            || await tenants.GetAsync(client.Tenant, context.RequestAborted) is null)
        {
            return Refuse(Errors.InvalidClient, "The client is not known.");
        }

        var asked = request.GetScopes();
        if (asked.Except(client.Scopes).Any())
        {
            await audit.AppendAsync(client.Tenant, new("client.scope-refused", new(ActorKind.ApiClient, id), id), context.RequestAborted);
            return Refuse(Errors.InvalidScope, "The client is not allowed this scope.");
        }

        return Results.SignIn(PrincipalOf(client, asked.IsEmpty ? client.Scopes : asked), authenticationScheme: Scheme);
    }

    private static ClaimsPrincipal PrincipalOf(ApiClientListing client, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity(Scheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.ClientId).SetClaim(CallerScope.TenantClaim, client.Tenant.ToString());
        identity.SetScopes(scopes);
        identity.SetAudiences(OAuth.Audience);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        return new(identity);
    }

    private static IResult Refuse(string error, string text) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = text,
        }), [Scheme]);
}
