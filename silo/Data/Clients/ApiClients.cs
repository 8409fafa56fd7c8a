using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using JobInterview.Grains;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace JobInterview.Silo.Data.Clients;

/// <summary>API clients are OpenIddict's applications: it hashes the secret and checks it; the company and the name are ours.</summary>
internal sealed class ApiClients(IServiceScopeFactory scopes, IUnitsOfWork units, TimeProvider clock) : IApiClients
{
    public async Task<NewApiClient> AddAsync(TenantId tenant, string name, ImmutableArray<string> allowed, CancellationToken cancel = default)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new(await CreateAsync(new(tenant, RandomId.New()), secret, name, allowed, cancel), secret);
    }

    public async Task<ApiClientListing> EnsureAsync(
        TenantKey client, string secret, string name, ImmutableArray<string> allowed, CancellationToken cancel = default) =>
        await FindAsync(client.Id, cancel) ?? await CreateAsync(client, secret, name, allowed, cancel);

    private async Task<ApiClientListing> CreateAsync(TenantKey key, string secret, string name, ImmutableArray<string> allowed, CancellationToken cancel)
    {
        var client = new ApiClient { Id = key.Id, TenantId = key.Tenant, Name = name, CreatedAt = Microseconds.Cut(clock.GetUtcNow()) };
        await using var scope = scopes.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await manager.PopulateAsync(client, Descriptor(key.Id, allowed), cancel);
        await manager.CreateAsync(client, secret, cancel);
        return new(key.Tenant, key.Id, name, allowed, client.CreatedAt);
    }

    public async Task<ApiClientListing?> FindAsync(Guid client, CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        var row = await unit.Db.Set<ApiClient>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == client, cancel);
        return row is null ? null : Listing(row);
    }

    public async Task<Page<ApiClientListing>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        IQueryable<ApiClient> clients = unit.Db.Set<ApiClient>();
        if (Cursor.Parse(after) is { } cursor)
        {
            clients = clients.Where(c => c.CreatedAt < cursor.At || (c.CreatedAt == cursor.At && c.Id < cursor.Id));
        }

        var rows = await clients.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(Paging.Take(limit)).ToListAsync(cancel);
        return Paging.Of(rows, limit, c => new(c.CreatedAt, c.Id)).Select(Listing);
    }

    public async Task<bool> RemoveAsync(TenantKey client, CancellationToken cancel = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        if (await manager.FindByClientIdAsync(RandomId.Format(client.Id), cancel) is not ApiClient found || found.TenantId != client.Tenant)
        {
            return false;
        }

        await manager.DeleteAsync(found, cancel);
        return true;
    }

    public async Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancel = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, cancel);
    }

    /// <summary>Deletes the tokens of a company's programs, in a unit across tenants: the tables of OAuth name no company.</summary>
    internal static async Task RevokeAsync(JobInterviewDbContext db, TenantId tenant, CancellationToken cancel)
    {
        var names = await db.Set<ApiClient>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).Where(c => c.TenantId == tenant).Select(c => c.ClientId).ToListAsync(cancel);
        await db.Set<ApiToken>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter])
            .Where(t => t.Application!.TenantId == tenant || names.Contains(t.Subject)).ExecuteDeleteAsync(cancel);
        await db.Set<ApiAuthorization>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).Where(a => a.Application!.TenantId == tenant).ExecuteDeleteAsync(cancel);
    }

    private static OpenIddictApplicationDescriptor Descriptor(Guid id, ImmutableArray<string> allowed)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = RandomId.Format(id),
            ClientType = ClientTypes.Confidential,
            Permissions =
            {
                Permissions.Endpoints.Token, Permissions.Endpoints.Introspection, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials,
            },
        };
        foreach (var name in allowed)
        {
            descriptor.Permissions.Add(Permissions.Prefixes.Scope + name);
        }

        return descriptor;
    }

    private static ApiClientListing Listing(ApiClient row) => new(row.TenantId, row.Id, row.Name, ScopesOf(row.Permissions), row.CreatedAt);

    private static ImmutableArray<string> ScopesOf(string? permissions) => permissions is null ? [] :
    [
        .. System.Text.Json.JsonSerializer.Deserialize<string[]>(permissions)!
            .Where(permission => permission.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal))
            .Select(permission => permission[Permissions.Prefixes.Scope.Length..]),
    ];
}
