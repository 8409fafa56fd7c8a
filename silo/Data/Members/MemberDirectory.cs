using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Retention;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Person = JobInterview.Grains.Tenants.Member;

namespace JobInterview.Silo.Data.Members;

internal sealed class MemberDirectory(IUnitsOfWork units, MemberRows rows, BlindIndex index, TimeProvider clock) : IMemberDirectory
{
    private const int MostCompanies = 5;
    private static readonly string Owner = nameof(MemberRole.Owner);
    private static readonly Refusal LastOwner = new(RefusalKind.Conflict, "last-owner", "A company keeps at least one owner.");

    public async Task<bool> AddAsync(Person member, CancellationToken cancel = default)
    {
        var row = await rows.SealAsync(member, cancel);
        try
        {
            await using var unit = await units.WriteAsync(member.Tenant, cancel);
            unit.Db.Add(row);
            await unit.CommitAsync(cancel);
            member.StampWhenRead = member.SecurityStamp;
            return true;
        }
        catch (DbUpdateException taken) when (Duplicates.Caused(taken))
        {
            return false;
        }
    }

    public async Task<Person?> FindAsync(TenantKey member, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(member.Tenant, cancel);
        var found = await Present(unit.Db).Where(m => m.Id == member.Id).ToListAsync(cancel);
        return (await rows.OpenAsync(member.Tenant, found, cancel)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<Person>> FindByEmailAsync(string email, TenantId? tenant = null, CancellationToken cancel = default)
    {
        var found = tenant is { } one ? await InTenantAsync(one, email, cancel) : await AnywhereAsync(email, cancel);
        var people = new List<Person>(found.Count);
        foreach (var row in found)
        {
            people.AddRange(await rows.OpenAsync(row.TenantId, [row], cancel));
        }

        return people;
    }

    public async Task<Page<Person>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var members = Present(unit.Db);
        if (Cursor.Parse(after) is { } cursor)
        {
            members = members.Where(m => m.CreatedAt > cursor.At || (m.CreatedAt == cursor.At && m.Id > cursor.Id));
        }

        var read = await members.OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Take(Paging.Take(limit)).ToListAsync(cancel);
        var page = Paging.Of(read, limit, m => new(m.CreatedAt, m.Id));
        return new(await rows.OpenAsync(tenant, page.Items, cancel), page.Next);
    }

    public async Task<bool> UpdateAsync(Person member, CancellationToken cancel = default)
    {
        await using var unit = await units.WriteAsync(member.Tenant, cancel);
        var written = await Present(unit.Db).Where(m => m.Id == member.Id && m.SecurityStamp == member.StampWhenRead).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.PasswordHash, member.PasswordHash).SetProperty(m => m.SecurityStamp, member.SecurityStamp), cancel);
        await unit.CommitAsync(cancel);
        member.StampWhenRead = member.SecurityStamp;
        return written == 1;
    }

    public async Task<bool> TakeAttemptAsync(TenantKey member, int most, TimeSpan lockedFor, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var unit = await units.WriteAsync(member.Tenant, cancel);
        var mine = Present(unit.Db).Where(m => m.Id == member.Id);

        // The condition is part of the update: of two guesses at once the second sees what the first has written. A lock that has ended leaves a fresh count.
        var taken = await mine.Where(m => m.LockoutEnd == null || m.LockoutEnd <= now).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.AccessFailedCount, m => m.LockoutEnd == null ? m.AccessFailedCount + 1 : 1).SetProperty(m => m.LockoutEnd, (DateTimeOffset?)null), cancel);
        if (taken == 1)
        {
            await mine.Where(m => m.AccessFailedCount >= most).ExecuteUpdateAsync(set => set.SetProperty(m => m.LockoutEnd, now + lockedFor), cancel);
        }

        await unit.CommitAsync(cancel);
        return taken == 1;
    }

    public async Task ForgetAttemptsAsync(TenantKey member, CancellationToken cancel = default)
    {
        await using var unit = await units.WriteAsync(member.Tenant, cancel);
        await Present(unit.Db).Where(m => m.Id == member.Id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.AccessFailedCount, 0).SetProperty(m => m.LockoutEnd, (DateTimeOffset?)null), cancel);
        await unit.CommitAsync(cancel);
    }

    public async Task<Outcome<Person>> ChangeRoleAsync(TenantKey member, MemberRole role, CancellationToken cancel = default)
    {
        await using (var unit = await units.WriteAsync(member.Tenant, cancel))
        {
            if (await RefuseAsync(unit.Db, member.Id, staysOwner: role == MemberRole.Owner, cancel) is { } refusal)
            {
                return refusal;
            }

            await Present(unit.Db).Where(m => m.Id == member.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, role.ToString()), cancel);
            await unit.CommitAsync(cancel);
        }

        return await FindAsync(member, cancel) is { } changed ? changed : Refusals.NotFound;
    }

    public async Task<Outcome<Person>> RemoveAsync(TenantKey member, CancellationToken cancel = default)
    {
        if (await FindAsync(member, cancel) is not { } leaving)
        {
            return Refusals.NotFound;
        }

        var now = clock.GetUtcNow();
        await using var unit = await units.WriteAsync(member.Tenant, cancel);
        if (await RefuseAsync(unit.Db, member.Id, staysOwner: false, cancel) is { } refusal)
        {
            return refusal;
        }

        await AccountShredder.RemoveAsync(unit.Db, member.Id, new(now, DueEntry.AccountRemovedRule), now, cancel);
        await unit.CommitAsync(cancel);
        return leaving;
    }

    internal static IQueryable<Member> Present(JobInterviewDbContext db) => db.Set<Member>().Where(m => m.RemovedAt == null);

    // Writing the owners' rows without a change locks them: of two owners who remove each other the second counts after the first.
    internal static async Task<Refusal?> RefuseAsync(JobInterviewDbContext db, Guid member, bool staysOwner, CancellationToken cancel)
    {
        var owners = await Present(db).Where(m => m.Role == Owner).ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, m => m.Role), cancel);
        var role = await Present(db).Where(m => m.Id == member).Select(m => m.Role).SingleOrDefaultAsync(cancel);
        return role is null ? Refusals.NotFound : role == Owner && !staysOwner && owners < 2 ? LastOwner : null;
    }

    private async Task<List<Member>> InTenantAsync(TenantId tenant, string email, CancellationToken cancel)
    {
        var term = await index.EmailAsync(tenant, email, cancel);
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await Present(unit.Db).Where(m => m.EmailIndex == term).ToListAsync(cancel);
    }

    private async Task<List<Member>> AnywhereAsync(string email, CancellationToken cancel)
    {
        var term = await index.SignInAsync(email, cancel);
        await using var unit = await units.AcrossTenantsAsync(cancel);
        return await unit.Db.Set<Member>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).AsNoTracking()
            .Where(m => m.EmailLookup == term && m.RemovedAt == null).OrderBy(m => m.CreatedAt).Take(MostCompanies).ToListAsync(cancel);
    }
}
