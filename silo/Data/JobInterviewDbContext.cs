using System.Linq.Expressions;
using System.Reflection;
using JobInterview.Silo.Data.Clients;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data;

/// <summary>The tables of lists, journal, identity and OAuth; it belongs to one tenant, or to none where a look-up precedes the tenant.</summary>
public abstract class JobInterviewDbContext(DbContextOptions options, TenantId? tenant) : DbContext(options)
{
    /// <summary>The name of the query filter that keeps tenants apart.</summary>
    public const string TenantFilter = "tenant";

    private static readonly MethodInfo FilterMethod =
        typeof(JobInterviewDbContext).GetMethod(nameof(FilterByTenant), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The tenant of this unit of work; asking without one is a bug, never every row.</summary>
    public TenantId Tenant => tenant ?? throw new InvalidOperationException("This unit of work belongs to no tenant.");

    private bool SpansTenants => tenant is null;

    private TenantId TenantOrNone => tenant ?? default;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseOpenIddict<ApiClient, ApiAuthorization, ApiScope, ApiToken, Guid>();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(JobInterviewDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (typeof(ITenantRow).IsAssignableFrom(entity.ClrType))
            {
                FilterMethod.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(ColumnNames.Of(property.Name));
            }
        }
    }

    private void FilterByTenant<TRow>(ModelBuilder model)
        where TRow : class, ITenantRow
    {
        // OpenIddict's stores know no tenants and look a client up before its tenant is known: only there, no tenant means all.
        Expression<Func<TRow, bool>> filter = typeof(TRow) == typeof(ApiClient)
            ? row => SpansTenants || row.TenantId == TenantOrNone
            : row => row.TenantId == Tenant;
        model.Entity<TRow>().HasQueryFilter(TenantFilter, filter);
    }
}
