using System.Collections.Immutable;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tenants;

/// <summary>The programs of the companies, which call with OAuth.</summary>
public interface IApiClients
{
    /// <summary>Adds a client; its secret is told now and never again.</summary>
    Task<NewApiClient> AddAsync(TenantId tenant, string name, ImmutableArray<string> scopes, CancellationToken cancel = default);

    /// <summary>Adds a client whose id and secret were chosen before; does nothing when it is there already, so it may be repeated.</summary>
    Task<ApiClientListing> EnsureAsync(
        TenantKey client, string secret, string name, ImmutableArray<string> scopes, CancellationToken cancel = default);

    /// <summary>The client with this id, of whichever company.</summary>
    Task<ApiClientListing?> FindAsync(Guid client, CancellationToken cancel = default);

    /// <summary>One page, newest first, at most 100.</summary>
    Task<Page<ApiClientListing>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancel = default);

    /// <summary>Removes a client with its tokens; false when the company has none with this id.</summary>
    Task<bool> RemoveAsync(TenantKey client, CancellationToken cancel = default);

    /// <summary>Forgets tokens that expired before a time; answers how many.</summary>
    Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancel = default);
}

/// <summary>A program of a company, and what it may be allowed.</summary>
public sealed record ApiClientListing(TenantId Tenant, Guid Id, string Name, ImmutableArray<string> Scopes, DateTimeOffset CreatedAt)
{
    /// <summary>The <c>client_id</c> of OAuth.</summary>
    public string ClientId => RandomId.Format(Id);
}

/// <summary>A new client with its secret, which is stored nowhere in the clear.</summary>
public sealed record NewApiClient(ApiClientListing Client, string Secret);
