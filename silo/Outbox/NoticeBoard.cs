using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Data.Tenants;
using JobInterview.Silo.Journal;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Outbox;

/// <summary>Letters to the owners, in one commit with the row that says they were written and its entry in the audit log.</summary>
internal sealed class NoticeBoard(IUnitsOfWork units, MemberRows members, LetterBox box, IDueShelf ledger, OutboxSignal outbox, TimeProvider clock) : INoticeBoard
{
    private readonly AuditLog _audit = new(units, clock);

    public async Task GiveAsync(PlanNotice notice, DateTimeOffset now, CancellationToken cancel = default)
    {
        var (tenant, plan, effect) = (notice.Tenant, notice.Plan, notice.Plan.NextAt!.Value);
        var going = plan.GoingBefore(now) is { } before ? await ledger.GoingAsync(tenant, before, effect, AssetKind.Recording, cancel) : 0;
        var letters = new List<OutboxRow>();
        foreach (var email in await OwnersAsync(tenant, cancel))
        {
            var letter = new PlanLetter(email, notice.Company, notice.Slug, plan.Version, notice.Days, plan.IsTrial, plan.Tier, plan.NextTier, effect, plan.GoneAt, going);
            letters.Add(await box.SealAsync(new(tenant, tenant.Value), PlanLetter.Kind, letter, now, cancel));
        }

        await _audit.AppendManyAsync(tenant, async db =>
        {
            if (await db.Set<PlanNoticeRow>().AnyAsync(n => n.Version == plan.Version && n.Days == notice.Days, cancel))
            {
                return [];
            }

            db.Add(new PlanNoticeRow { TenantId = tenant, Version = plan.Version, Days = notice.Days, At = now, Letters = letters.Count });
            db.AddRange(letters);
            return [new AuditNote("plan.notice-given", null, null, FormattableString.Invariant($"{notice.Days}"))];
        }, cancel);
        outbox.Raise();
    }

    private async Task<List<string>> OwnersAsync(TenantId tenant, CancellationToken cancel)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var rows = await unit.Db.Set<Data.Members.Member>().Where(m => m.Role == nameof(MemberRole.Owner) && m.RemovedAt == null).ToListAsync(cancel);
        return [.. (await members.OpenAsync(tenant, rows, cancel)).Select(owner => owner.Email)];
    }
}
