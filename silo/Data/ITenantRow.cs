using JobInterview.Tenants;

namespace JobInterview.Silo.Data;

/// <summary>A row of one tenant: the tenant is part of its key, and the named filter "tenant" holds for it.</summary>
public interface ITenantRow
{
    TenantId TenantId { get; }
}
