using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Api.Tenants;

/// <summary>Looks companies up and remembers them for two seconds: a suspended one is gone everywhere within that time.</summary>
internal sealed class CachedTenantStore(ITenantDirectory directory, TimeProvider clock) : ITenantStore
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly TwoGenerations<TenantId, Seen> _byId = new(10_000);
    private readonly TwoGenerations<string, Seen> _bySlug = new(10_000);

    public ValueTask<ITenantInfo?> GetAsync(TenantId id, CancellationToken cancel = default) =>
        _byId.TryGet(id, out var seen) && IsFresh(seen) ? new(seen.Tenant) : ReadAsync(id, cancel);

    public ValueTask<ITenantInfo?> GetByIdentifierAsync(string identifier, CancellationToken cancel = default) =>
        _bySlug.TryGet(identifier, out var seen) && IsFresh(seen) ? new(seen.Tenant) : ReadAsync(identifier, cancel);

    private async ValueTask<ITenantInfo?> ReadAsync(TenantId id, CancellationToken cancel)
    {
        var found = await directory.FindAsync(id, cancel);
        return Remember(_byId, id, found);
    }

    private async ValueTask<ITenantInfo?> ReadAsync(string slug, CancellationToken cancel)
    {
        var found = await directory.FindBySlugAsync(slug, cancel);
        return Remember(_bySlug, slug, found);
    }

    private Known? Remember<TKey>(TwoGenerations<TKey, Seen> cache, TKey key, TenantListing? found) where TKey : notnull
    {
        var tenant = found is null ? null : new Known(found);
        cache.Put(key, new(tenant, clock.GetTimestamp()));
        return tenant;
    }

    private bool IsFresh(Seen seen) => clock.GetElapsedTime(seen.At) < Fresh;

    private sealed record Seen(ITenantInfo? Tenant, long At);

    private sealed class Known(TenantListing listing) : ITenantInfo
    {
        public string Id { get; } = listing.Id.ToString();

        public string Identifier { get; } = listing.Slug;
    }
}
