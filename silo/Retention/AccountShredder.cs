using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Data.Retention;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Retention;

/// <summary>What is kept of members so that they can sign in: it goes with their removal, and everyone's with the contract.</summary>
internal static class AccountShredder
{
    /// <summary>Marks the account of a member who is removed, in the commit that removes them.</summary>
    public static void Remove(JobInterviewDbContext db, Guid member, Guid key, DateTimeOffset now) =>
        db.Add(DueRow.Of(DueEntry.OfAccount(new(db.Tenant, member), key).Close(new(now, DueEntry.AccountRemovedRule), now)));

    /// <summary>Marks all that are left of a company whose contract is over, and drops whom it was still inviting; nothing while a hold keeps anything.</summary>
    public static async Task EndAsync(JobInterviewDbContext db, Due end, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Set<DueRow>().AnyAsync(d => d.State == DueState.Held, cancel))
        {
            return;
        }

        await db.Set<MemberInvite>().ExecuteDeleteAsync(cancel);
        var left = await Unmarked(db).Select(m => new { m.Id, m.KeyId }).ToListAsync(cancel);
        db.AddRange(left.Select(m => DueRow.Of(DueEntry.OfAccount(new(db.Tenant, m.Id), m.KeyId).Close(end, now))));
    }

    /// <summary>Deletes invitations to join that were used, withdrawn or expired before a moment: their addresses are needed no more.</summary>
    public static Task ForgetInvitesAsync(JobInterviewDbContext db, DateTimeOffset before, CancellationToken cancel) =>
        db.Set<MemberInvite>().Where(i => i.UsedAt < before || i.ExpiresAt < before).ExecuteDeleteAsync(cancel);

    public static async Task DeleteAsync(JobInterviewDbContext db, IReadOnlyList<DueEntry> page, CancellationToken cancel)
    {
        Guid[] members = [.. page.Where(entry => entry.Kind == AssetKind.Account).Select(entry => entry.Asset.Id)];
        if (members.Length > 0)
        {
            await db.Set<MemberSession>().Where(s => members.Contains(s.Member)).ExecuteDeleteAsync(cancel);
            await db.Set<Member>().Where(m => members.Contains(m.Id)).ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>Members of whom no line says that they go.</summary>
    public static IQueryable<Member> Unmarked(JobInterviewDbContext db)
    {
        var lines = db.Set<DueRow>();
        return db.Set<Member>().Where(m => !lines.Any(d => d.Asset == m.Id));
    }
}
