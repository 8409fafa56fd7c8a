using System.Diagnostics;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Killed;

/// <summary><c>kill -9</c> from inside: no handler runs, nothing is flushed.</summary>
internal static class Dying
{
    public const int Marked = 1;
    public const int Named = 2;
    public const int KeysGone = 3;
    public const int SomeBytesGone = 4;
    public const int BytesGone = 5;
    public const int RowsGone = 6;
    public const int Waited = 7;
    public const int Told = 8;

    public static void At(int place, int step)
    {
        if (place == step)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            self.WaitForExit();                               // it takes a moment, in which nothing more may be done
        }
    }
}

internal sealed class ClockAhead(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}

internal sealed class DyingTombstones(ITombstones tombstones, int step) : ITombstones
{
    public Task<TombstoneHead> OpenAsync(TombstoneHead? known, CancellationToken cancel = default) => tombstones.OpenAsync(known, cancel);

    public Task<bool> ExistsAsync(CancellationToken cancel = default) => tombstones.ExistsAsync(cancel);

    public Task BeginWithAsync(IReadOnlyList<Tombstone> entries, CancellationToken cancel = default) => tombstones.BeginWithAsync(entries, cancel);

    public async Task<TombstoneHead> AppendAsync(IReadOnlyCollection<Guid> keys, TombstoneKind kind, CancellationToken cancel = default)
    {
        var head = await tombstones.AppendAsync(keys, kind, cancel);
        Dying.At(Dying.Named, step);
        return head;
    }

    public void Forget(IReadOnlyCollection<Guid> keys) => tombstones.Forget(keys);

    public Task<IReadOnlySet<Guid>> NamedAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancel = default) => tombstones.NamedAsync(keys, cancel);

    public IAsyncEnumerable<Tombstone> ReadAsync(long after, CancellationToken cancel = default) => tombstones.ReadAsync(after, cancel);
}

internal sealed class DyingBlobs(IBlobStore blobs, int step) : IBlobStore
{
    public bool HasRoom => blobs.HasRoom;

    public Task<IBlobWriter> CreateAsync(BlobName name, long atMost, CancellationToken cancel = default) => blobs.CreateAsync(name, atMost, cancel);

    public Task<IBlobReader?> OpenAsync(BlobName name, CancellationToken cancel = default) => blobs.OpenAsync(name, cancel);

    public Task<IReadOnlyList<BlobName>> ListAsync(BlobOwner owner, CancellationToken cancel = default) => blobs.ListAsync(owner, cancel);

    public IAsyncEnumerable<BlobName> AllAsync(CancellationToken cancel = default) => blobs.AllAsync(cancel);

    public Task DeleteAsync(BlobName name, CancellationToken cancel = default) => blobs.DeleteAsync(name, cancel);

    public async Task DeleteAllAsync(IReadOnlyCollection<BlobOwner> owners, CancellationToken cancel = default)
    {
        await blobs.DeleteAllAsync([owners.First()], cancel);
        Dying.At(Dying.SomeBytesGone, step);
        await blobs.DeleteAllAsync(owners, cancel);
    }
}

internal sealed class DyingShredder(IShredder shredder, int step) : IShredder
{
    public Task EndAccountsAsync(TenantId tenant, Due end, DateTimeOffset now, CancellationToken cancel = default) => shredder.EndAccountsAsync(tenant, end, now, cancel);

    public Task<IReadOnlySet<Guid>> WholeAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default) => shredder.WholeAsync(tenant, page, cancel);

    public async Task DestroyKeysAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default)
    {
        Dying.At(Dying.Marked, step);
        await shredder.DestroyKeysAsync(tenant, page, cancel);
        Dying.At(Dying.KeysGone, step);
    }

    public async Task DeleteBytesAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default)
    {
        await shredder.DeleteBytesAsync(tenant, page, cancel);
        Dying.At(Dying.BytesGone, step);
    }

    public async Task DeleteRowsAsync(TenantId tenant, IReadOnlyList<DueEntry> page, DateTimeOffset now, CancellationToken cancel = default)
    {
        await shredder.DeleteRowsAsync(tenant, page, now, cancel);
        Dying.At(Dying.RowsGone, step);
    }

    public async Task FinishAsync(TenantId tenant, IReadOnlyList<DueEntry> page, DateTimeOffset now, CancellationToken cancel = default)
    {
        Dying.At(Dying.Waited, step);
        await shredder.FinishAsync(tenant, page, now, cancel);
        Dying.At(Dying.Told, step);
    }
}
