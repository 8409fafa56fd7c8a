using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Session = JobInterview.Grains.Tenants.MemberSession;

namespace JobInterview.Silo.Data.Members;

internal sealed class MemberSessions(IUnitsOfWork units, MemberRows rows, TimeProvider clock) : IMemberSessions
{
    public async Task AddAsync(Session session, CancellationToken cancel = default)
    {
        await using var unit = await units.WriteAsync(session.Tenant, cancel);
        unit.Db.Add(new MemberSession
        {
            TenantId = session.Tenant,
            Id = session.Id,
            Member = session.MemberId,
            CreatedAt = session.StartedAt,
            ExpiresAt = session.ExpiresAt,
        });
        await unit.CommitAsync(cancel);
    }

    public async Task<SignedInMember?> FindAsync(TenantKey session, DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(session.Tenant, cancel);
        var found = await unit.Db.Set<MemberSession>().Where(s => s.Id == session.Id && s.RevokedAt == null && s.ExpiresAt > now)
            .Join(unit.Db.Set<Member>().Where(m => m.RemovedAt == null), s => s.Member, m => m.Id, (_, m) => m).ToListAsync(cancel);
        var member = (await rows.OpenAsync(session.Tenant, found, cancel)).SingleOrDefault();
        return member is null ? null : new(session.Id, member.Id, member.Role, member.Name);
    }

    public async Task EndAsync(TenantKey session, CancellationToken cancel = default)
    {
        await using var unit = await units.WriteAsync(session.Tenant, cancel);
        await EndAsync(unit.Db.Set<MemberSession>().Where(s => s.Id == session.Id), cancel);
        await unit.CommitAsync(cancel);
    }

    public async Task<int> EndAllAsync(TenantKey member, Guid? except = null, CancellationToken cancel = default)
    {
        await using var unit = await units.WriteAsync(member.Tenant, cancel);
        var ended = await EndAsync(unit.Db.Set<MemberSession>().Where(s => s.Member == member.Id && s.Id != except), cancel);
        await unit.CommitAsync(cancel);
        return ended;
    }

    private Task<int> EndAsync(IQueryable<MemberSession> sessions, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return sessions.Where(s => s.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancel);
    }
}
