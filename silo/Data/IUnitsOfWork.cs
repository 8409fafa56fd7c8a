using JobInterview.Tenants;

namespace JobInterview.Silo.Data;

/// <summary>The door to the tables: each unit of work names its tenant, and sees and writes nothing else.</summary>
public interface IUnitsOfWork
{
    /// <summary>Reads of one tenant; never waits for writers.</summary>
    Task<UnitOfWork> ReadAsync(TenantId tenant, CancellationToken cancel = default);

    /// <summary>Writes of one tenant, durable after <see cref="UnitOfWork.CommitAsync"/>, undone without it. On SQLite it holds the one
    /// writer's turn, so keep it short, and never call a grain inside it.</summary>
    Task<UnitOfWork> WriteAsync(TenantId tenant, CancellationToken cancel = default);

    /// <summary>Reads and writes before a tenant is known (look-up by slug, token, sign-in): each query must lift the filter by its name.</summary>
    Task<UnitOfWork> AcrossTenantsAsync(CancellationToken cancel = default);
}
