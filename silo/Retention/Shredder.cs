using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Clients;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Data.Recordings;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Retention;

/// <summary>Destroys recordings and parts of interviews a page at a time: the keys first, so that whatever a kill leaves behind can be opened by nobody.</summary>
internal sealed class Shredder(IUnitsOfWork units, KeyVault vault, IBlobStore blobs, TimeProvider clock) : IShredder
{
    private readonly AuditLog _audit = new(units, clock);

    public async Task EndAccountsAsync(TenantId tenant, Due end, DateTimeOffset now, CancellationToken cancel = default)
    {
        if (!await HasAccountsAsync(tenant, cancel))
        {
            return;                    // a company that is gone costs no writes
        }

        try
        {
            await using var unit = await units.WriteAsync(tenant, cancel);
            await AccountShredder.EndAsync(unit.Db, end, now, cancel);
            await unit.CommitAsync(cancel);
        }
        catch (DbUpdateException taken) when (Duplicates.Caused(taken))
        {
            // Another process, or the removal of a member, was faster: the next page finds the rest.
        }

        await EndClientsAsync(tenant, cancel);
        await EndHoldsAsync(tenant, cancel);
    }

    public async Task<IReadOnlySet<Guid>> WholeAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default)
    {
        var keys = await vault.ExistingAsync(tenant, [.. page.Select(entry => entry.KeyId)], cancel);
        return page.Where(entry => keys.Contains(entry.KeyId)).Select(entry => entry.Asset.Id).ToHashSet();
    }

    public Task DestroyKeysAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default) =>
        vault.DestroyAsync(tenant, [.. page.Select(entry => entry.KeyId)], cancel);

    public Task DeleteBytesAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default) =>
        blobs.DeleteAllAsync([.. page.Where(IsRecording).Select(entry => new BlobOwner(entry.Asset))], cancel);

    public async Task DeleteRowsAsync(TenantId tenant, IReadOnlyList<DueEntry> page, DateTimeOffset now, CancellationToken cancel = default)
    {
        var ids = Ids(page.Where(IsRecording));
        await using var unit = await units.WriteAsync(tenant, cancel);
        await SessionShredder.DeleteAsync(unit.Db, page, cancel);
        await PersonShredder.DeleteAsync(unit.Db, page, cancel);
        await AccountShredder.DeleteAsync(unit.Db, page, cancel);
        await unit.Db.Set<RecordingPartRow>().Where(p => ids.Contains(p.Recording)).ExecuteDeleteAsync(cancel);
        await unit.Db.Set<RecordingViewRow>().Where(v => ids.Contains(v.Recording)).ExecuteDeleteAsync(cancel);
        // The version fences an activation that still believes it has the recording.
        await unit.Db.Set<RecordingRow>().Where(r => ids.Contains(r.Id) && r.State != RecordingState.Destroyed).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, RecordingState.Destroyed).SetProperty(r => r.DestroyedAt, now).SetProperty(r => r.Version, r => r.Version + 1), cancel);
        await unit.Db.Set<RecordingRow>().Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(set => set.SetProperty(r => r.Sealed, Array.Empty<byte>()), cancel);
        ids = Ids(page);
        await unit.Db.Set<DueRow>().Where(d => ids.Contains(d.Asset) && d.State == DueState.Destroying && (d.ShreddedAt == null || d.ShreddedAt > now)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.ShreddedAt, now).SetProperty(d => d.Version, d => d.Version + 1), cancel);
        await unit.CommitAsync(cancel);
    }

    public async Task FinishAsync(TenantId tenant, IReadOnlyList<DueEntry> page, DateTimeOffset now, CancellationToken cancel = default)
    {
        var ids = Ids(page);
        await _audit.AppendManyAsync(tenant, async db =>
        {
            var rows = await db.Set<DueRow>().Where(d => ids.Contains(d.Asset) && d.State == DueState.Destroying).ToListAsync(cancel);
            var ended = rows.Select(row => (Row: row, After: row.ToEntry().Finish(now))).Where(end => end.After.State == DueState.Destroyed).ToList();
            foreach (var (row, after) in ended)
            {
                row.Take(after with { Version = row.Version + 1 });
            }

            await SessionShredder.DeleteAsync(db, [.. ended.Select(end => end.After)], cancel);     // what a lease still wrote under the key meanwhile
            var records = ended.Where(end => end.Row.Kind == AssetKind.DecisionRecord).ToList();
            await PersonShredder.StartAsync(
                db, [.. records.Select(end => end.Row.SubjectId).Distinct()], records.Find(end => end.Row.Rule == RetentionPolicy.AccountEnded).Row?.DueAt, now, cancel);
            return [.. ended.Select(end => new AuditNote(ActionOf(end.Row.Kind), null, end.Row.Asset, end.After.Rule))];
        }, cancel);
    }

    private async Task<bool> HasAccountsAsync(TenantId tenant, CancellationToken cancel)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await AccountShredder.AnyAsync(unit.Db, cancel);
    }

    // A token given in between keeps its client: the next page tries again.
    private async Task EndClientsAsync(TenantId tenant, CancellationToken cancel)
    {
        await using (var across = await units.AcrossTenantsAsync(cancel))
        {
            await ApiClients.RevokeAsync(across.Db, tenant, cancel);
            await across.CommitAsync(cancel);
        }

        await _audit.AppendManyAsync(tenant, db => AccountShredder.EndClientsAsync(db, cancel), cancel);
    }

    // Holds that keep nothing any more: the key of a reason first, as everywhere.
    private async Task EndHoldsAsync(TenantId tenant, CancellationToken cancel)
    {
        List<Guid> keys;
        await using (var read = await units.ReadAsync(tenant, cancel))
        {
            keys = await read.Db.Set<LegalHoldRow>().Select(h => h.KeyId).ToListAsync(cancel);
        }

        if (keys.Count == 0)
        {
            return;
        }

        await vault.DestroyAsync(tenant, keys, cancel);
        await using var unit = await units.WriteAsync(tenant, cancel);
        await unit.Db.Set<LegalHoldRow>().Where(h => keys.Contains(h.KeyId)).ExecuteDeleteAsync(cancel);
        await unit.CommitAsync(cancel);
    }

    private static string ActionOf(AssetKind kind) => kind switch
    {
        AssetKind.DecisionRecord => "decision-record.destroyed",
        var other => $"{other.ToString().ToLowerInvariant()}.destroyed",
    };

    private static bool IsRecording(DueEntry entry) => entry.Kind == AssetKind.Recording;

    private static Guid[] Ids(IEnumerable<DueEntry> page) => [.. page.Select(entry => entry.Asset.Id)];
}
