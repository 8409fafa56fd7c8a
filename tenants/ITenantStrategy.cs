namespace JobInterview.Tenants;

/// <summary>One place where a request may say which company it is about.</summary>
public interface ITenantStrategy
{
    /// <summary>Strategies are read in this order; the order decides nothing else, since all must agree.</summary>
    int Priority { get; }

    /// <summary>What this request says, or null when it says nothing here. The context is the host's own, such as an HttpContext.</summary>
    TenantSignal? Read(object context);
}

/// <summary>What a request says about its company: its id, or its slug, or something that is neither.</summary>
/// <param name="Source">The name of the place, for the log.</param>
public readonly record struct TenantSignal(string Source, TenantId? Id, string? Slug)
{
    /// <summary>The text of an id; a malformed one names no company, and so agrees with nothing.</summary>
    public static TenantSignal OfId(string source, string? text) => new(source, TenantId.TryParse(text, null, out var id) ? id : default, null);

    /// <summary>The slug in an address.</summary>
    public static TenantSignal OfSlug(string source, string slug) => new(source, null, slug);
}
