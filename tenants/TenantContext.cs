namespace JobInterview.Tenants;

/// <summary>The company of the current request; without one it throws, since no company is not every company.</summary>
public sealed class TenantContext
{
    private ITenantInfo? _info;
    private TenantId _id;

    /// <summary>Whether the request belongs to a company.</summary>
    public bool IsResolved => !_id.IsEmpty;

    /// <summary>The company's id.</summary>
    public TenantId Id => IsResolved ? _id : throw new TenantNotResolvedException();

    /// <summary>The company's slug.</summary>
    public string Slug => (_info ?? throw new TenantNotResolvedException()).Identifier;

    /// <summary>Said once a request, by the host.</summary>
    public void Resolve(TenantId id, ITenantInfo? info = null)
    {
        if (IsResolved && _id != id)
        {
            throw new InvalidOperationException("A request belongs to one company.");
        }

        (_id, _info) = (id, info ?? _info);
    }
}

/// <summary>Something asked for the company of a request that has none.</summary>
public sealed class TenantNotResolvedException() : InvalidOperationException("This request belongs to no company.");
