using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.DataSubjects;
using JobInterview.Silo.Data.Recordings;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Data.Tenants;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Retention;

/// <summary>Reads everything that is kept, a page of ids at a time, beside the ledger: once at the start and once a day, since a line is written with its thing and only
/// an older program, a restored copy or a hand in the database can leave one out.</summary>
internal sealed class LedgerWalk(IUnitsOfWork units)
{
    public const int PageSize = 1_000;

    public async Task<IReadOnlyList<TenantId>> TenantsAsync(CancellationToken cancel = default)
    {
        await using var unit = await units.AcrossTenantsAsync(cancel);
        return await unit.Db.Set<TenantRow>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).Select(t => t.TenantId).ToListAsync(cancel);
    }

    /// <summary>A page of recordings that are not destroyed, after one of them: those that no line names, and those whose line says that they are.</summary>
    public async Task<LedgerPage> RecordingsAsync(TenantId tenant, Guid after, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var page = await Recordings(unit.Db, after).ToListAsync(cancel);
        return new(
            [.. page.Where(row => row.Line is null).Select(row => new DueEntry { Asset = new(tenant, row.Id), Kind = AssetKind.Recording, SessionId = row.Session, SubjectId = row.SubjectId, KeyId = row.KeyId })],
            page.Count(row => row.Line == DueState.Destroyed), page.Count < PageSize ? null : page[^1].Id);
    }

    /// <summary>A page of uploads, after one of them, that were never finished and whose last byte came before a moment.</summary>
    public async Task<(IReadOnlyList<Guid> Lapsed, Guid? Last)> UploadsAsync(TenantId tenant, Guid after, DateTimeOffset before, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var page = await unit.Db.Set<RecordingRow>().Where(r => r.Id > after && (r.State == RecordingState.Uploading || r.State == RecordingState.Expired) && r.LastByteAt <= before)
            .OrderBy(r => r.Id).Take(PageSize).Select(r => r.Id).ToListAsync(cancel);
        return (page, page.Count < PageSize ? null : page[^1]);
    }

    /// <summary>A page of sessions after one of them whose parts have no lines.</summary>
    public async Task<(IReadOnlyList<Guid> Unparted, Guid? Last)> SessionsAsync(TenantId tenant, Guid after, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var lines = unit.Db.Set<DueRow>();
        var page = await unit.Db.Set<SessionRow>().Where(s => s.Id > after).OrderBy(s => s.Id).Take(PageSize)
            .Select(s => new { s.Id, IsKnown = lines.Any(d => d.Session == s.Id && d.Kind == AssetKind.DecisionRecord) }).ToListAsync(cancel);
        return ([.. page.Where(s => !s.IsKnown).Select(s => s.Id)], page.Count < PageSize ? null : page[^1].Id);
    }

    /// <summary>A page of people after one of them who have neither an interview nor a line: an invitation that was never made, or an older program.</summary>
    public async Task<(IReadOnlyList<Guid> Forgotten, Guid? Last)> PeopleAsync(TenantId tenant, Guid after, DateTimeOffset before, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var (interviews, lines) = (unit.Db.Set<SessionRow>(), unit.Db.Set<DueRow>());
        var page = await unit.Db.Set<DataSubjectRow>().Where(s => s.Id > after && s.CreatedAt < before).OrderBy(s => s.Id).Take(PageSize)
            .Select(s => new { s.Id, IsKnown = interviews.Any(i => i.SubjectId == s.Id) || lines.Any(d => d.Asset == s.Id) }).ToListAsync(cancel);
        return ([.. page.Where(s => !s.IsKnown).Select(s => s.Id)], page.Count < PageSize ? null : page[^1].Id);
    }

    /// <summary>A page of the accounts after one of them that have no line, as lines of it: those of removed members are to go.</summary>
    public async Task<IReadOnlyList<DueEntry>> AccountsAsync(TenantId tenant, Guid after, DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var page = await AccountShredder.Unmarked(unit.Db).Where(m => m.Id > after).OrderBy(m => m.Id).Take(PageSize).Select(m => new { m.Id, m.KeyId, m.RemovedAt }).ToListAsync(cancel);
        DueEntry Account(Guid member, Guid key) => DueEntry.OfAccount(new(tenant, member), key);
        return [.. page.Select(m => m.RemovedAt is { } at ? Account(m.Id, m.KeyId).Close(new(at, DueEntry.AccountRemovedRule), now) : Account(m.Id, m.KeyId))];
    }

    internal static IQueryable<WalkedRecording> Recordings(JobInterviewDbContext db, Guid after)
    {
        var lines = db.Set<DueRow>();
        return db.Set<RecordingRow>().Where(r => r.Id > after && r.State != RecordingState.Destroyed).OrderBy(r => r.Id).Take(PageSize)
            .Select(r => new WalkedRecording(r.Id, r.Session, r.SubjectId, r.KeyId, lines.Where(d => d.Asset == r.Id).Select(d => (DueState?)d.State).FirstOrDefault()));
    }
}

/// <summary>What a page of recordings came to.</summary>
/// <param name="Orphans">Recordings in no ledger, as lines of it.</param>
/// <param name="Risen">How many are there although they were destroyed: someone put them back.</param>
/// <param name="Last">Where the next page begins, or null at the end.</param>
internal sealed record LedgerPage(IReadOnlyList<DueEntry> Orphans, int Risen, Guid? Last);

/// <summary>A recording and what the ledger says of it.</summary>
internal sealed record WalkedRecording(Guid Id, Guid Session, Guid SubjectId, Guid KeyId, DueState? Line);
