namespace JobInterview.Tenants;

/// <summary>The tenant stamped on a call, carried with it to the grain; there is no ambient default.</summary>
public static class CallerTenant
{
    private const string Stamp = "tenant";

    /// <summary>Stamps the calls that follow in this flow of execution.</summary>
    public static void Set(TenantId tenant) => RequestContext.Set(Stamp, tenant.Value);

    /// <summary>The stamp of the current call, or null where there is none.</summary>
    public static TenantId? Current => RequestContext.Get(Stamp) is Guid tenant ? new TenantId(tenant) : null;
}
