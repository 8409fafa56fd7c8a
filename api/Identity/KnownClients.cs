using JobInterview.Api.Tenants;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using OpenIddict.Abstractions;
using OpenIddict.Validation;

namespace JobInterview.Api.Identity;

/// <summary>Whether a client is still there, as seen two seconds ago at most: a removed one does not live on in its tokens.</summary>
internal sealed class KnownClients(IApiClients clients, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly TwoGenerations<Guid, (TenantId? Tenant, long At)> _seen = new(20_000);

    /// <summary>The client's company, or null when there is no such client.</summary>
    public async ValueTask<TenantId?> TenantOfAsync(Guid client, CancellationToken cancel)
    {
        if (_seen.TryGet(client, out var seen) && clock.GetElapsedTime(seen.At) < Fresh)
        {
            return seen.Tenant;
        }

        var at = clock.GetTimestamp();
        var tenant = (await clients.FindAsync(client, cancel))?.Tenant;
        _seen.Put(client, (tenant, at));
        return tenant;
    }

    /// <summary>Forgets what was seen of a client that is being removed here.</summary>
    public void Forget(Guid client) => _seen.Forget(client);
}

/// <summary>The last check of a token: its client still belongs to the company that the token names.</summary>
internal sealed class ClientIsKnown(KnownClients known) : IOpenIddictValidationHandler<OpenIddictValidationEvents.ProcessAuthenticationContext>
{
    public async ValueTask HandleAsync(OpenIddictValidationEvents.ProcessAuthenticationContext context)
    {
        if (context.IsRejected || context.AccessTokenPrincipal is not { } principal)
        {
            return;
        }

        var isKnown = RandomId.TryParse(principal.GetClaim(OpenIddictConstants.Claims.Subject), out var client)
            && TenantId.TryParse(principal.GetClaim(Http.CallerScope.TenantClaim), null, out var tenant)
            && await known.TenantOfAsync(client, context.CancellationToken) == tenant;
        if (!isKnown)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "The client is gone.");
        }
    }
}
