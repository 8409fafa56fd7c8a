using System.Text;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Data.Recordings;

internal sealed partial class RecordingRows(
    IUnitsOfWork units, RowSealer sealer, KeyVault vault, IBlobStore blobs, ILogger<RecordingRows> logger) : IRecordingRows
{
    private const string Table = "recordings";

    public async Task<Recording?> LoadAsync(TenantKey recording, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(recording.Tenant, cancel);
        if (await unit.Db.Set<RecordingRow>().SingleOrDefaultAsync(r => r.Id == recording.Id, cancel) is not { } row)
        {
            return null;
        }

        var parts = await unit.Db.Set<RecordingPartRow>().Where(p => p.Recording == recording.Id).OrderBy(p => p.Number).ToListAsync(cancel);
        return row.ToRecording(await MetadataAsync(recording, row, cancel), parts.Select(p => p.ToPart()));
    }

    public async Task<RowsOutcome> SaveAsync(TenantKey recording, Recording? before, Recording after, CancellationToken cancel = default)
    {
        try
        {
            var metadata = before is null ? await sealer.SealAsync(Address(recording), after.KeyId, Encoding.UTF8.GetBytes(after.Metadata), cancel) : default;
            await using var unit = await units.WriteAsync(recording.Tenant, cancel);
            if (before is null)
            {
                unit.Db.Add(RecordingRow.Of(recording, after, metadata.Body));
                unit.Db.Add(DueRow.Of(Due(recording, after)));
            }
            else
            {
                var row = RecordingRow.Of(recording, before, []);
                unit.Db.Attach(row);                          // compared with what was read last, so that only the difference is written
                row.Take(after);
            }

            if (after is { State: RecordingState.Destroyed, DestroyedAt: { } gone } && before?.State != RecordingState.Destroyed)
            {
                await GiveUpAsync(unit.Db, recording, gone, cancel);
            }

            for (var number = before?.Parts.Length ?? 0; number < after.Parts.Length; number++)
            {
                unit.Db.Add(RecordingPartRow.Of(recording, number, after.Parts[number]));
            }

            await unit.CommitAsync(cancel);
            return RowsOutcome.Saved;
        }
        catch (DbUpdateConcurrencyException)
        {
            return RowsOutcome.Fenced;
        }
        catch (DbUpdateException taken) when (Duplicates.Caused(taken))
        {
            return RowsOutcome.Fenced;
        }
        catch (Exception away) when (StorageFaults.IsUnavailable(away))
        {
            LogUnavailable(away.GetType().Name, recording);
            return RowsOutcome.Unavailable;
        }
    }

    public async Task DestroyAsync(TenantKey recording, Guid key, CancellationToken cancel = default)
    {
        await using (var unit = await units.ReadAsync(recording.Tenant, cancel))
        {
            if (await unit.Db.Set<DueRow>().AnyAsync(d => d.Asset == recording.Id && d.State == DueState.Held, cancel))
            {
                return;                                       // a hold keeps it; the ledger goes through with it afterwards
            }
        }

        await vault.DestroyAsync(recording.Tenant, key, cancel);
        await blobs.DeleteAllAsync([new(recording)], cancel);
    }

    public async Task ForgetAsync(TenantKey recording, CancellationToken cancel = default)
    {
        try
        {
            await using var unit = await units.WriteAsync(recording.Tenant, cancel);
            if (await unit.Db.Set<DueRow>().Where(d => d.Asset == recording.Id && d.State != DueState.Held).ExecuteDeleteAsync(cancel) > 0)
            {
                await unit.Db.Set<RecordingPartRow>().Where(p => p.Recording == recording.Id).ExecuteDeleteAsync(cancel);
                await unit.Db.Set<RecordingRow>().Where(r => r.Id == recording.Id).ExecuteDeleteAsync(cancel);
                await unit.CommitAsync(cancel);
            }
        }
        catch (Exception away) when (StorageFaults.IsUnavailable(away))
        {
            LogUnavailable(away.GetType().Name, recording);   // it stays as destroyed, which it is
        }
    }

    // The ledger goes through with it where this process dies before its end.
    private static async Task GiveUpAsync(JobInterviewDbContext db, TenantKey recording, DateTimeOffset at, CancellationToken cancel)
    {
        if (await db.Set<DueRow>().SingleOrDefaultAsync(d => d.Asset == recording.Id, cancel) is { } row && row.ToEntry() is { IsKept: true } entry)
        {
            row.Take(entry.GiveUp(at) with { Version = row.Version + 1 });
        }
    }

    private static DueEntry Due(TenantKey key, Recording recording) => new()
    {
        Asset = key,
        Kind = AssetKind.Recording,
        SessionId = recording.SessionId,
        SubjectId = recording.SubjectId,
        KeyId = recording.KeyId,
    };

    // A destroyed key leaves nothing to tell back; the row itself still says what became of the recording.
    private async Task<string> MetadataAsync(TenantKey recording, RecordingRow row, CancellationToken cancel)
    {
        if (row.Sealed.Length == 0)
        {
            return "";
        }

        try
        {
            return Encoding.UTF8.GetString(await sealer.OpenAsync(Address(recording), new(row.KeyId, row.Sealed), cancel));
        }
        catch (KeyGoneException)
        {
            return "";
        }
    }

    private static RowAddress Address(TenantKey recording) => new(recording.Tenant, Table, RandomId.Format(recording.Id));

    [LoggerMessage(LogLevel.Warning, "The row of recording {Recording} could not be written: {Cause}")]
    private partial void LogUnavailable(string cause, TenantKey recording);
}
