using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Members;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

internal sealed class KeyRotations(KeyRotation rotation, KeyStore store, IUnitsOfWork units, TimeProvider clock) : IKeyRotations
{
    private readonly AuditLog _audit = new(units, clock);

    public async Task<KeyVersions> BeginAsync(TenantId tenant, Actor by, CancellationToken cancel = default)
    {
        if (await FindAsync(tenant, cancel) is { IsReplacing: true } underWay)
        {
            return underWay;
        }

        await _audit.AppendAsync(tenant, new("key.rotation-asked", by), cancel);
        await rotation.BeginAsync(tenant, cancel);
        return await FindAsync(tenant, cancel);
    }

    public async Task<KeyVersions> FindAsync(TenantId tenant, CancellationToken cancel = default)
    {
        var versions = await store.FindVersionsAsync(tenant, cancel);
        return versions.Count == 0 ? new(null, false, 0)
            : new(versions[^1].CreatedAt, versions.Count > 1, versions.Count > 1 ? await store.CountBehindAsync(tenant, versions[^1].Id, cancel) : 0);
    }
}
