using System.Text;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Outbox;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Invite = JobInterview.Grains.Tenants.MemberInvite;
using Person = JobInterview.Grains.Tenants.Member;

namespace JobInterview.Silo.Data.Members;

internal sealed class MemberInvites(IUnitsOfWork units, MemberRows members, RowSealer sealer, LetterBox letters, OutboxSignal outbox, TimeProvider clock) : IMemberInvites
{
    public async Task AddAsync(Invite invite, string company, Uri link, CancellationToken cancel = default)
    {
        var mail = await letters.SealAsync(new(invite.Tenant, invite.Id), MemberLetter.Kind, new MemberLetter(invite.Email, company, link, invite.ExpiresAt), invite.CreatedAt, cancel);
        var value = await sealer.SealAsync(Address(invite.Tenant, invite.Id), Encoding.UTF8.GetBytes(invite.Email), cancel);
        await using var unit = await units.WriteAsync(invite.Tenant, cancel);
        unit.Db.Add(new MemberInvite
        {
            TenantId = invite.Tenant,
            Sha256 = invite.TokenHash.ToArray(),
            Id = invite.Id,
            Role = invite.Role.ToString(),
            Sealed = value.Body,
            KeyId = value.Key,
            CreatedAt = invite.CreatedAt,
            ExpiresAt = invite.ExpiresAt,
        });
        unit.Db.Add(mail);
        await unit.CommitAsync(cancel);
        outbox.Raise();
    }

    public async Task<Invite?> FindAsync(TenantId tenant, ReadOnlyMemory<byte> tokenHash, DateTimeOffset now, CancellationToken cancel = default)
    {
        var hash = tokenHash.ToArray();
        await using var unit = await units.ReadAsync(tenant, cancel);
        var row = await Open(unit.Db, now).SingleOrDefaultAsync(i => i.Sha256 == hash, cancel);
        return row is null ? null : await OpenAsync(row, cancel);
    }

    public async Task<bool> TakeAsync(Invite invite, Person member, DateTimeOffset now, CancellationToken cancel = default)
    {
        var row = await members.SealAsync(member, cancel);     // before the write: it makes a key
        try
        {
            await using var unit = await units.WriteAsync(invite.Tenant, cancel);
            var taken = await Open(unit.Db, now).Where(i => i.Id == invite.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, now), cancel);
            if (taken == 0)
            {
                return false;
            }

            unit.Db.Add(row);
            await unit.CommitAsync(cancel);
            member.StampWhenRead = member.SecurityStamp;
            return true;
        }
        catch (DbUpdateException known) when (Duplicates.Caused(known))
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<Invite>> ListAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var rows = await Open(unit.Db, now).OrderByDescending(i => i.CreatedAt).Take(100).ToListAsync(cancel);
        var invites = new List<Invite>(rows.Count);
        foreach (var row in rows)
        {
            invites.Add(await OpenAsync(row, cancel));
        }

        return invites;
    }

    public async Task<bool> RevokeAsync(TenantKey invite, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var unit = await units.WriteAsync(invite.Tenant, cancel);
        var revoked = await Open(unit.Db, now).Where(i => i.Id == invite.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, now), cancel);
        await unit.CommitAsync(cancel);
        return revoked > 0;
    }

    private static IQueryable<MemberInvite> Open(JobInterviewDbContext db, DateTimeOffset now) =>
        db.Set<MemberInvite>().Where(i => i.UsedAt == null && i.ExpiresAt > now);

    private async Task<Invite> OpenAsync(MemberInvite row, CancellationToken cancel)
    {
        var email = await sealer.OpenAsync(Address(row.TenantId, row.Id), new(row.KeyId, row.Sealed), cancel);
        return new(row.TenantId, row.Id, Encoding.UTF8.GetString(email), Enum.Parse<MemberRole>(row.Role), row.Sha256, row.CreatedAt, row.ExpiresAt);
    }

    private static RowAddress Address(TenantId tenant, Guid invite) => new(tenant, "member_invites", RandomId.Format(invite));
}
