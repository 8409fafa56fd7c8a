namespace JobInterview.Tenants;

/// <summary>Finds the one company a request is about. Every signal must name the same one: the first does not win, and there is no default.</summary>
public sealed class TenantResolver(IEnumerable<ITenantStrategy> strategies, ITenantStore store)
{
    private readonly ITenantStrategy[] _strategies = [.. strategies.OrderBy(strategy => strategy.Priority)];

    public async ValueTask<TenantResolution> ResolveAsync(object context, CancellationToken cancel = default)
    {
        ITenantInfo? agreed = null;
        foreach (var strategy in _strategies)
        {
            if (strategy.Read(context) is not { } signal)
            {
                continue;
            }

            var named = await FindAsync(signal, cancel);
            if (named is null)
            {
                return TenantResolution.Unknown(signal.Source);
            }

            if (agreed is not null && agreed.Id != named.Id)
            {
                return TenantResolution.Disagreed(signal.Source, TenantId.Parse(agreed.Id, null));
            }

            agreed = named;
        }

        return agreed is null ? TenantResolution.None : TenantResolution.Of(agreed);
    }

    private ValueTask<ITenantInfo?> FindAsync(TenantSignal signal, CancellationToken cancel) =>
        signal.Slug is { } slug ? TenantSlug.IsValid(slug) ? store.GetByIdentifierAsync(slug, cancel) : default
        : signal.Id is { IsEmpty: false } id ? store.GetAsync(id, cancel)
        : default;
}

/// <summary>What the signals of a request came to.</summary>
/// <param name="Tenant">The company, when all agree on one.</param>
/// <param name="RefusedBy">The signal that named no company or another one; the request is then answered 404.</param>
/// <param name="Against">The company that the other signals named, whose audit log shall hold the attempt.</param>
public readonly record struct TenantResolution(ITenantInfo? Tenant, string? RefusedBy, TenantId? Against)
{
    /// <summary>The request names no company anywhere.</summary>
    public static TenantResolution None => default;

    internal static TenantResolution Of(ITenantInfo tenant) => new(tenant, null, null);

    internal static TenantResolution Unknown(string source) => new(null, source, null);

    internal static TenantResolution Disagreed(string source, TenantId against) => new(null, source, against);
}
