using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Postgres;

internal sealed class PostgresUnitsOfWork(DbContextOptions<PostgresDbContext> options) : IUnitsOfWork
{
    public Task<UnitOfWork> ReadAsync(TenantId tenant, CancellationToken cancel = default) =>
        BeginAsync(tenant, QueryTrackingBehavior.NoTracking, cancel);

    public Task<UnitOfWork> WriteAsync(TenantId tenant, CancellationToken cancel = default) =>
        BeginAsync(tenant, QueryTrackingBehavior.TrackAll, cancel);

    public Task<UnitOfWork> AcrossTenantsAsync(CancellationToken cancel = default) =>
        BeginAsync(null, QueryTrackingBehavior.TrackAll, cancel);

    private async Task<UnitOfWork> BeginAsync(TenantId? tenant, QueryTrackingBehavior tracking, CancellationToken cancel)
    {
        var db = new PostgresDbContext(options, tenant) { ChangeTracker = { QueryTrackingBehavior = tracking } };
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            await (tenant is { } one
                ? db.Database.ExecuteSqlAsync($"set local role ji_tenant; select set_config('app.tenant', {one.ToString()}, true)", cancel)
                : db.Database.ExecuteSqlAsync($"set local role ji_system", cancel));
            return new(db, transaction);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }
}
