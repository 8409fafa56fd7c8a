using System.Security.Cryptography;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Clients;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Data.Retention;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using AuditNote = JobInterview.Grains.Tenants.AuditNote;

namespace JobInterview.Silo.Retention;

/// <summary>What is kept so that members can sign in and programs can call: a member's goes with their removal, everyone's with the contract.</summary>
internal static class AccountShredder
{
    /// <summary>Ends the account of a member: nobody can sign in by it and the address is free again at once; the row and its key go through the ledger.</summary>
    public static async Task RemoveAsync(JobInterviewDbContext db, Guid member, Due end, DateTimeOffset now, CancellationToken cancel)
    {
        var (row, nothing) = (db.Set<Member>().Where(m => m.Id == member), RandomNumberGenerator.GetBytes(32));
        await row.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.RemovedAt, now).SetProperty(m => m.PasswordHash, (string?)null)
                .SetProperty(m => m.EmailIndex, nothing).SetProperty(m => m.EmailLookup, nothing), cancel);
        await db.Set<MemberSession>().Where(s => s.Member == member && s.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancel);
        db.Add(DueRow.Of(DueEntry.OfAccount(new(db.Tenant, member), await row.Select(m => m.KeyId).SingleAsync(cancel)).Close(end, now)));
    }

    /// <summary>Marks all that are left of a company whose contract is over, and drops whom it was still inviting; nothing while a hold keeps anything.</summary>
    public static async Task EndAsync(JobInterviewDbContext db, Due end, DateTimeOffset now, CancellationToken cancel)
    {
        if (await IsHeldAsync(db, cancel))
        {
            return;
        }

        await db.Set<MemberInvite>().ExecuteDeleteAsync(cancel);
        var left = await Unmarked(db).Select(m => new { m.Id, m.KeyId }).ToListAsync(cancel);
        db.AddRange(left.Select(m => DueRow.Of(DueEntry.OfAccount(new(db.Tenant, m.Id), m.KeyId).Close(end, now))));
    }

    /// <summary>Whether a company whose contract is over still has anyone to end; not while a hold keeps anything.</summary>
    public static async Task<bool> AnyAsync(JobInterviewDbContext db, CancellationToken cancel) =>
        (await Unmarked(db).AnyAsync(cancel) || await db.Set<MemberInvite>().AnyAsync(cancel) || await db.Set<ApiClient>().AnyAsync(cancel)
            || await db.Set<LegalHoldRow>().AnyAsync(cancel))
        && !await IsHeldAsync(db, cancel);

    /// <summary>Deletes a company's programs; one entry for each.</summary>
    public static async Task<AuditNote[]> EndClientsAsync(JobInterviewDbContext db, CancellationToken cancel)
    {
        if (await IsHeldAsync(db, cancel))
        {
            return [];
        }

        var clients = await db.Set<ApiClient>().Select(c => c.Id).ToListAsync(cancel);
        await db.Set<ApiClient>().Where(c => clients.Contains(c.Id)).ExecuteDeleteAsync(cancel);
        return [.. clients.Select(id => new AuditNote("client.removed", null, id, RetentionPolicy.AccountEnded))];
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

    /// <summary>Whether a hold keeps anything: two people must be there to lift it.</summary>
    public static Task<bool> IsHeldAsync(JobInterviewDbContext db, CancellationToken cancel) => db.Set<DueRow>().AnyAsync(d => d.State == DueState.Held, cancel);
}
