using JobInterview.Tenants;

namespace JobInterview.Api.Tenants;

public static class Tenancy
{
    /// <summary>Finds the company of every request, and makes the references to its grains.</summary>
    public static WebApplicationBuilder AddTenancy(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<TenantContext>();
        builder.Services.AddScoped<TenantGrains>();
        builder.Services.AddSingleton<ITenantStore, CachedTenantStore>();
        builder.Services.AddSingleton<ITenantStrategy, ClaimStrategy>();
        builder.Services.AddSingleton<ITenantStrategy, SlugStrategy>();
        builder.Services.AddSingleton<TenantResolver>();
        return builder;
    }
}
