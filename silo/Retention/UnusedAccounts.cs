using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Data.Tenants;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Outbox;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Member = JobInterview.Silo.Data.Members.Member;

namespace JobInterview.Silo.Retention;

/// <summary>An account that nobody has used for two years ends (CNIL, SAN-2022-020 on inactive accounts); its person is told a month before.
/// The last owner's stays: it goes with the contract.</summary>
internal sealed class UnusedAccounts(IUnitsOfWork units, MemberRows members, LetterBox letters, OutboxSignal outbox, TimeProvider clock)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(730);
    public static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    private readonly AuditLog _audit = new(units, clock);

    /// <summary>Ends what was told long enough ago, then tells whose turn it is.</summary>
    public async Task LookAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancel = default)
    {
        foreach (var member in await FindAsync(tenant, db => Over(db, now), cancel))
        {
            await EndAsync(tenant, member.Id, now, cancel);
        }

        foreach (var member in await FindAsync(tenant, db => Untold(db, now), cancel))
        {
            await TellAsync(tenant, member, now, cancel);
        }
    }

    private async Task<IReadOnlyList<Member>> FindAsync(TenantId tenant, Func<JobInterviewDbContext, IQueryable<Member>> which, CancellationToken cancel)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var found = await which(unit.Db).ToListAsync(cancel);
        return found.Count == 0 || await AccountShredder.IsHeldAsync(unit.Db, cancel) ? [] : found;
    }

    private Task EndAsync(TenantId tenant, Guid member, DateTimeOffset now, CancellationToken cancel) => _audit.AppendManyAsync(tenant, async db =>
    {
        if (!await Over(db, now).AnyAsync(m => m.Id == member, cancel) || await MemberDirectory.RefuseAsync(db, member, staysOwner: false, cancel) is not null)
        {
            return [];
        }

        await AccountShredder.RemoveAsync(db, member, new(now, DueEntry.AccountUnusedRule), now, cancel);
        return [new AuditNote("member.removed", null, member, DueEntry.AccountUnusedRule)];
    }, cancel);

    private async Task TellAsync(TenantId tenant, Member member, DateTimeOffset now, CancellationToken cancel)
    {
        var letter = (await members.OpenAsync(tenant, [member], cancel)).SingleOrDefault() is { } person
            ? await letters.SealAsync(person.Key, AccountLetter.Kind, new AccountLetter(person.Email, await CompanyAsync(tenant, cancel), now + Notice), now, cancel)
            : null;
        await _audit.AppendManyAsync(tenant, async db =>
        {
            if (letter is null || await Untold(db, now).Where(m => m.Id == member.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.UnusedNoticeAt, now), cancel) == 0)
            {
                return [];
            }

            db.Add(letter);
            return [new AuditNote("member.unused-notice-given", null, member.Id)];
        }, cancel);
        outbox.Raise();
    }

    // Told within the time that nobody used it: a notice from before the last use says nothing.
    private static IQueryable<Member> Over(JobInterviewDbContext db, DateTimeOffset now)
    {
        var (last, told) = (now - Longest, now - Notice);
        return Unused(db, last).Where(m => m.UnusedNoticeAt >= last && m.UnusedNoticeAt <= told);
    }

    private static IQueryable<Member> Untold(JobInterviewDbContext db, DateTimeOffset now)
    {
        var last = now - Longest + Notice;
        var owners = MemberDirectory.Present(db).Where(m => m.Role == nameof(MemberRole.Owner));
        return Unused(db, last).Where(m => (m.UnusedNoticeAt == null || m.UnusedNoticeAt < last) && owners.Any(owner => owner.Id != m.Id));
    }

    private static IQueryable<Member> Unused(JobInterviewDbContext db, DateTimeOffset since)
    {
        var sessions = db.Set<Data.Members.MemberSession>();
        return MemberDirectory.Present(db).Where(m => m.CreatedAt < since && !sessions.Any(s => s.Member == m.Id && s.ExpiresAt >= since));
    }

    private async Task<string> CompanyAsync(TenantId tenant, CancellationToken cancel)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await unit.Db.Set<TenantRow>().Select(t => t.Name).SingleAsync(cancel);
    }
}
