using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>The real shredder in a process that dies before its step of this number, or in the middle of the page: 0 and 1 around the keys, 2 and 3 around bytes and rows, 4 before the end,
/// 5 when half of the bytes are gone.</summary>
internal sealed class DyingShredder(IShredder shredder, int step) : IShredder
{
    public Task EndAccountsAsync(TenantId tenant, Due end, DateTimeOffset now, CancellationToken cancel = default) => shredder.EndAccountsAsync(tenant, end, now, cancel);

    public Task<IReadOnlySet<Guid>> WholeAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default) => shredder.WholeAsync(tenant, page, cancel);

    public Task DestroyKeysAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default) =>
        At(0, () => shredder.DestroyKeysAsync(tenant, step == 1 ? [page[0]] : page, cancel));

    public async Task DeleteBytesAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default)
    {
        await At(1, () => shredder.DeleteBytesAsync(tenant, step == 5 ? [page[0]] : page, cancel));
        await At(5, () => Task.CompletedTask);
    }

    public async Task DeleteRowsAsync(TenantId tenant, IReadOnlyList<DueEntry> page, DateTimeOffset now, CancellationToken cancel = default)
    {
        await At(2, () => shredder.DeleteRowsAsync(tenant, page, now, cancel));
        await At(3, () => Task.CompletedTask);
    }

    public Task FinishAsync(TenantId tenant, IReadOnlyList<DueEntry> page, DateTimeOffset now, CancellationToken cancel = default) =>
        At(4, () => shredder.FinishAsync(tenant, page, now, cancel));

    private Task At(int number, Func<Task> workAsync) => number == step ? throw new ProcessDiedException() : workAsync();
}

/// <summary>Stands for the end of a process: nobody catches it.</summary>
internal sealed class ProcessDiedException() : Exception("The process died here.");
