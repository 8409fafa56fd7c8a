using System.Text;
using System.Text.Json;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data.DataSubjects;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Retention;

internal sealed class HoldBook(IUnitsOfWork units, RowSealer sealer, KeyVault vault, TimeProvider clock) : IHoldBook
{
    private const string Table = "legal_holds";
    private readonly AuditLog _audit = new(units, clock);

    public async Task<HoldListing?> FindAsync(TenantKey hold, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(hold.Tenant, cancel);
        var rows = await unit.Db.Set<LegalHoldRow>().Where(h => h.Id == hold.Id).ToListAsync(cancel);
        return (await OpenAsync(hold.Tenant, unit.Db, rows, cancel)).SingleOrDefault();
    }

    public async Task<Page<HoldListing>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        IQueryable<LegalHoldRow> holds = unit.Db.Set<LegalHoldRow>();
        if (Cursor.Parse(after) is { } cursor)
        {
            holds = holds.Where(h => h.AskedAt < cursor.At || (h.AskedAt == cursor.At && h.Id < cursor.Id));
        }

        var rows = await holds.OrderByDescending(h => h.AskedAt).ThenByDescending(h => h.Id).Take(Paging.Take(limit)).ToListAsync(cancel);
        var page = Paging.Of(rows, limit, h => new(h.AskedAt, h.Id));
        return new(await OpenAsync(tenant, unit.Db, page.Items, cancel), page.Next);
    }

    public async Task<IReadOnlyList<HoldListing>> TakingUpAsync(TenantId tenant, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var rows = await unit.Db.Set<LegalHoldRow>().Where(h => h.State == HoldState.InForce || h.State == HoldState.ReleaseAsked).ToListAsync(cancel);
        return [.. rows.Where(h => ScopeOf(h).IsFutureMatching).Select(h => new HoldListing(h.Id, HoldOf(h, ""), 0))];
    }

    public async Task<IReadOnlyList<DueEntry>> UntakenAsync(TenantKey hold, HoldScope scope, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(hold.Tenant, cancel);
        var items = unit.Db.Set<LegalHoldItemRow>();
        var rows = Matching(unit.Db, scope).Where(d => (d.State == DueState.Scheduled || d.State == DueState.Held) && !items.Any(i => i.Hold == hold.Id && i.Asset == d.Asset));
        return [.. (await rows.ToListAsync(cancel)).Select(row => row.ToEntry())];
    }

    public async Task<HoldScope> KnownAsync(TenantId tenant, HoldScope scope, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        Guid[] recordings = [.. scope.Recordings], sessions = [.. scope.Sessions], subjects = [.. scope.Subjects];
        var lines = unit.Db.Set<DueRow>();               // they stay when the things are gone
        return scope with
        {
            Recordings = [.. await lines.Where(d => recordings.Contains(d.Asset)).Select(d => d.Asset).ToListAsync(cancel)],
            Sessions = [.. await unit.Db.Set<SessionRow>().Where(s => sessions.Contains(s.Id)).Select(s => s.Id)
                .Union(lines.Where(d => sessions.Contains(d.Session)).Select(d => d.Session)).ToListAsync(cancel)],
            Subjects = [.. await unit.Db.Set<DataSubjectRow>().Where(s => subjects.Contains(s.Id)).Select(s => s.Id)
                .Union(lines.Where(d => subjects.Contains(d.SubjectId)).Select(d => d.SubjectId)).ToListAsync(cancel)],
        };
    }

    public async Task<IReadOnlyList<DueEntry>> MatchingAsync(TenantId tenant, HoldScope scope, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return [.. (await Matching(unit.Db, scope).ToListAsync(cancel)).Select(row => row.ToEntry())];
    }

    private static IQueryable<DueRow> Matching(JobInterviewDbContext db, HoldScope scope)
    {
        IQueryable<DueRow> rows = db.Set<DueRow>();
        Guid[] recordings = [.. scope.Recordings], sessions = [.. scope.Sessions], subjects = [.. scope.Subjects];
        if (recordings.Length + sessions.Length + subjects.Length > 0)
        {
            rows = rows.Where(d => recordings.Contains(d.Asset) || sessions.Contains(d.Session) || subjects.Contains(d.SubjectId));
        }

        rows = scope.From is { } from ? rows.Where(d => d.StartsAt >= from) : rows;
        return scope.Until is { } until ? rows.Where(d => d.StartsAt < until) : rows;
    }

    public async Task<IReadOnlyList<DueEntry>> ItemsAsync(TenantKey hold, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(hold.Tenant, cancel);
        var rows = await unit.Db.Set<LegalHoldItemRow>().Where(i => i.Hold == hold.Id)
            .Join(unit.Db.Set<DueRow>(), i => i.Asset, d => d.Asset, (_, d) => d).ToListAsync(cancel);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public async Task<bool> SaveAsync(TenantKey hold, LegalHold? before, LegalHold after, IReadOnlyList<LedgerChange> changes, Guid by, CancellationToken cancel = default)
    {
        var reason = before is null ? await SealAsync(hold, after.Reason, cancel) : default;
        return await WriteAsync(hold, changes, new($"legal-hold.{Words(after.State)}", new(ActorKind.Member, by), hold.Id, changes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)), async db =>
        {
            if (before is null)
            {
                db.Add(RowOf(hold, after, reason).Take(after));
                return;
            }

            var row = await db.Set<LegalHoldRow>().SingleAsync(h => h.Id == hold.Id, cancel);
            db.Entry(row).Property(h => h.Version).OriginalValue = before.Version;
            row.Take(after);
            if (after.State == HoldState.Released)
            {
                await db.Set<LegalHoldItemRow>().Where(i => i.Hold == hold.Id).ExecuteDeleteAsync(cancel);
            }
            else
            {
                AddItems(db, hold, changes);
            }
        }, cancel);
    }

    // Under a key of its own, since a reason may name people: it goes with the contract.
    private async Task<SealedBytes> SealAsync(TenantKey hold, string reason, CancellationToken cancel) =>
        await sealer.SealAsync(Address(hold), await vault.CreateDataKeyAsync(new(hold.Tenant, RandomId.New()), cancel), Encoding.UTF8.GetBytes(reason), cancel);

    public Task<bool> WrapAsync(TenantKey hold, IReadOnlyList<DueEntry> kept, CancellationToken cancel = default) =>
        vault.HoldAsync(hold, [.. kept.Select(entry => entry.KeyId)], cancel);

    public Task UnwrapAsync(TenantKey hold, CancellationToken cancel = default) => vault.DestroySubjectAsync(hold, cancel);

    public async Task<bool> TakeUpAsync(TenantKey hold, IReadOnlyList<LedgerChange> changes, CancellationToken cancel = default) => changes.Count == 0
        || (await WrapAsync(hold, [.. changes.Select(change => change.After)], cancel) && await WriteAsync(hold, changes, new("legal-hold.took-up", null, hold.Id, changes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)), db =>
        {
            AddItems(db, hold, changes);
            return Task.CompletedTask;
        }, cancel));

    private async Task<bool> WriteAsync(TenantKey hold, IReadOnlyList<LedgerChange> changes, AuditNote note, Func<JobInterviewDbContext, Task> writeAsync, CancellationToken cancel)
    {
        try
        {
            await _audit.AppendManyAsync(hold.Tenant, async db =>
            {
                await writeAsync(db);
                DueLedger.Write(db, changes);
                return [note];
            }, cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private static void AddItems(JobInterviewDbContext db, TenantKey hold, IReadOnlyList<LedgerChange> changes) => db.AddRange(
        changes.Select(change => new LegalHoldItemRow { TenantId = hold.Tenant, Hold = hold.Id, Asset = change.After.Asset.Id }));

    private async Task<List<HoldListing>> OpenAsync(TenantId tenant, JobInterviewDbContext db, IReadOnlyList<LegalHoldRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(h => h.Id).ToArray();
        var items = await db.Set<LegalHoldItemRow>().Where(i => ids.Contains(i.Hold)).GroupBy(i => i.Hold).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var reasons = await sealer.OpenManyAsync(tenant, [.. rows.Select(h => (Address(new(tenant, h.Id)), new SealedBytes(h.KeyId, h.Sealed)))], cancel);
        return [.. rows.Zip(reasons, (row, reason) => new HoldListing(row.Id, HoldOf(row, reason is null ? "" : Encoding.UTF8.GetString(reason)), items.GetValueOrDefault(row.Id)))];
    }

    private static LegalHoldRow RowOf(TenantKey key, LegalHold hold, SealedBytes reason) => new()
    {
        TenantId = key.Tenant,
        Id = key.Id,
        State = hold.State,
        Scope = JsonSerializer.Serialize(hold.Scope, JsonSerializerOptions.Web),
        ReviewAt = hold.ReviewAt,
        AskedBy = hold.AskedBy,
        AskedAt = hold.AskedAt,
        KeyId = reason.Key,
        Sealed = reason.Body,
    };

    private static LegalHold HoldOf(LegalHoldRow row, string reason) => new()
    {
        Reason = reason,
        Scope = ScopeOf(row),
        ReviewAt = row.ReviewAt,
        AskedBy = row.AskedBy,
        AskedAt = row.AskedAt,
        State = row.State,
        PlacedBy = row.PlacedBy,
        PlacedAt = row.PlacedAt,
        ReleaseAskedBy = row.ReleaseAskedBy,
        ReleasedBy = row.ReleasedBy,
        ReleasedAt = row.ReleasedAt,
        Version = row.Version,
    };

    private static HoldScope ScopeOf(LegalHoldRow row) => JsonSerializer.Deserialize<HoldScope>(row.Scope, JsonSerializerOptions.Web)!;

    private static string Words(HoldState state) => state switch
    {
        HoldState.InForce => "placed",
        HoldState.ReleaseAsked => "release-asked",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static RowAddress Address(TenantKey hold) => new(hold.Tenant, Table, RandomId.Format(hold.Id));
}
