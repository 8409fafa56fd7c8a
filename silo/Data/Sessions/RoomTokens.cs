using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Sessions;

internal sealed class RoomTokens(IUnitsOfWork units) : IRoomTokens
{
    public async Task<Guid?> FindSessionAsync(TenantId tenant, RoomTokenHash token, CancellationToken cancel = default)
    {
        var sha256 = token.Sha256.ToArray();
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await unit.Db.Set<RoomTokenRow>().Where(t => t.Sha256 == sha256).Select(t => (Guid?)t.Session).SingleOrDefaultAsync(cancel);
    }
}
