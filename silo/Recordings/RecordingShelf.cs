using System.Collections.Immutable;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Recordings;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Recordings;

internal sealed class RecordingShelf(IUnitsOfWork units, IBlobStore blobs, KeyVault vault, Sealer sealer, BrokenSeals broken) : IRecordings
{
    public async Task<RecordingListing?> FindAsync(TenantKey recording, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(recording.Tenant, cancel);
        return await Listings(unit.Db).Where(l => l.Row.Id == recording.Id).SingleOrDefaultAsync(cancel) is { } found ? found.ToListing() : null;
    }

    public async Task<ImmutableArray<RecordingListing>> OfSessionAsync(TenantKey session, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(session.Tenant, cancel);
        var found = await Listings(unit.Db).Where(l => l.Row.Session == session.Id).OrderBy(l => l.Row.CreatedAt).ThenBy(l => l.Row.Id).ToListAsync(cancel);
        return [.. found.Select(l => l.ToListing())];
    }

    async Task<Stream> IRecordings.OpenAsync(TenantKey recording, CancellationToken cancel) => await OpenAsync(recording, cancel);

    /// <summary>The same for who makes something else of it.</summary>
    public async Task<RecordingStream> OpenAsync(TenantKey recording, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(recording.Tenant, cancel);
        if (await unit.Db.Set<RecordingRow>().SingleOrDefaultAsync(r => r.Id == recording.Id, cancel) is not { State: not (RecordingState.Destroyed or RecordingState.Expired) } row)
        {
            throw new RecordingGoneException();
        }

        if (await unit.Db.Set<DueRow>().AnyAsync(d => d.Asset == recording.Id && (d.State == DueState.Destroying || d.State == DueState.Destroyed), cancel))
        {
            throw new RecordingGoneException();               // from the mark on nobody reads it, whatever of it is still there
        }

        var parts = await PartsAsync(unit.Db, recording.Id, cancel);
        try
        {
            await vault.OpenAsync(recording.Tenant, row.KeyId, cancel);
        }
        catch (KeyGoneException)
        {
            throw new RecordingGoneException();
        }

        return new RecordingStream(blobs, vault, sealer, recording, row.Session, row.KeyId, parts, () => broken.TellAsync(recording));
    }

    public async Task<ImmutableArray<RecordingPart>> PartsAsync(TenantKey recording, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(recording.Tenant, cancel);
        return await PartsAsync(unit.Db, recording.Id, cancel);
    }

    public async Task<long> StoredBytesAsync(TenantId tenant, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await unit.Db.Set<RecordingRow>().Where(r => r.State != RecordingState.Destroyed).SumAsync(r => r.Bytes, cancel);
    }

    private static async Task<ImmutableArray<RecordingPart>> PartsAsync(JobInterviewDbContext db, Guid recording, CancellationToken cancel)
    {
        var rows = await db.Set<RecordingPartRow>().Where(p => p.Recording == recording).OrderBy(p => p.Number).ToListAsync(cancel);
        return [.. rows.Select(p => p.ToPart())];
    }

    private static IQueryable<Listed> Listings(JobInterviewDbContext db) =>
        from row in db.Set<RecordingRow>()
        join session in db.Set<SessionRow>() on row.Session equals session.Id into sessions
        from session in sessions.DefaultIfEmpty()
        join due in db.Set<DueRow>() on row.Id equals due.Asset into lines
        from due in lines.DefaultIfEmpty()
        select new Listed { Row = row, EndedAt = session == null ? null : session.EndedAt, Due = due };

    private sealed class Listed
    {
        public required RecordingRow Row { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public DueRow? Due { get; init; }

        public RecordingListing ToListing() => new(
            new(Row.TenantId, Row.Id), Row.Session, Row.SubjectId, Row.Kind, Row.Track, Row.ContentType, Row.Bytes, Row.DurationMs, Row.State,
            Row.QuestionId, Row.StartedAt, Row.CreatedAt, Row.CompletedAt, EndedAt, Due?.ToEntry());
    }
}
