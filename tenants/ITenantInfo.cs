namespace JobInterview.Tenants;

/// <summary>What is known of a company before any of its data is read.</summary>
public interface ITenantInfo
{
    /// <summary>The company's unchangeable id, 32 lowercase hex digits.</summary>
    string Id { get; }

    /// <summary>The slug: unique, readable, changeable.</summary>
    string Identifier { get; }
}

/// <summary>Where companies are looked up; unknown and suspended ones are not found.</summary>
public interface ITenantStore
{
    ValueTask<ITenantInfo?> GetByIdentifierAsync(string identifier, CancellationToken cancel = default);

    ValueTask<ITenantInfo?> GetAsync(TenantId id, CancellationToken cancel = default);
}
