using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Sqlite;

internal sealed class SqliteUnitsOfWork(DbContextOptions<SqliteDbContext> options) : IUnitsOfWork
{
    public Task<UnitOfWork> ReadAsync(TenantId tenant, CancellationToken cancel = default)
    {
        var db = new SqliteDbContext(options, tenant);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return Task.FromResult(new UnitOfWork(db, null));
    }

    public async Task<UnitOfWork> WriteAsync(TenantId tenant, CancellationToken cancel = default)
    {
        var db = new SqliteDbContext(options, tenant);
        try
        {
            return new(db, await db.Database.BeginTransactionAsync(cancel));
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    public Task<UnitOfWork> AcrossTenantsAsync(CancellationToken cancel = default) =>
        Task.FromResult(new UnitOfWork(new SqliteDbContext(options), null));
}
