using JobInterview.Tenants;
using OpenIddict.EntityFrameworkCore.Models;

namespace JobInterview.Silo.Data.Clients;

/// <summary>A program of one company that calls the API with OAuth.</summary>
public sealed class ApiClient : OpenIddictEntityFrameworkCoreApplication<Guid, ApiAuthorization, ApiToken>, ITenantRow
{
    public TenantId TenantId { get; set; }

    public string Name { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}

public sealed class ApiAuthorization : OpenIddictEntityFrameworkCoreAuthorization<Guid, ApiClient, ApiToken>;

public sealed class ApiScope : OpenIddictEntityFrameworkCoreScope<Guid>;

public sealed class ApiToken : OpenIddictEntityFrameworkCoreToken<Guid, ApiClient, ApiAuthorization>;
