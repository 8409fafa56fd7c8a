using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>The due ledger of each company: one row per thing, written with the thing itself, and kept when the thing is gone.</summary>
internal interface IDueLedger
{
    /// <summary>Things whose interview has ended and whose time does not count yet, each with that end; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<(DueEntry Entry, DateTimeOffset EndedAt)>> EndedAsync(TenantId tenant, int limit, CancellationToken cancel = default);

    /// <summary>What is due by the reckoning of before, earliest first, at most <paramref name="limit"/>: an index range, whatever else is kept.</summary>
    Task<IReadOnlyList<DueEntry>> DueAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancel = default);

    /// <summary>What is marked and not gone, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<DueEntry>> BegunAsync(TenantId tenant, int limit, CancellationToken cancel = default);

    /// <summary>What is gone, whose end may be told by now or whose wait must start anew, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<DueEntry>> ShreddedAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancel = default);

    /// <summary>The lines of some things.</summary>
    Task<IReadOnlyList<DueEntry>> FindAsync(TenantId tenant, IReadOnlyList<Guid> assets, CancellationToken cancel = default);

    /// <summary>Of what is just being marked the things that others need: records of interviews of which anything else is kept, and people who have an interview.</summary>
    Task<IReadOnlySet<Guid>> StillNeededAsync(TenantId tenant, IReadOnlyList<DueEntry> marked, CancellationToken cancel = default);

    /// <summary>Whether anything is marked and not finished.</summary>
    Task<bool> IsDestroyingAsync(TenantId tenant, CancellationToken cancel = default);

    /// <summary>What is kept, in the order of ids after one of them, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<DueEntry>> KeptAsync(TenantId tenant, Guid? after, int limit, CancellationToken cancel = default);

    /// <summary>When the next thing is due, or null.</summary>
    Task<DateTimeOffset?> NextAsync(TenantId tenant, CancellationToken cancel = default);

    /// <summary>Writes what changed, in one commit; false when another writer was faster, and then nothing of it.</summary>
    Task<bool> SaveAsync(TenantId tenant, IReadOnlyList<LedgerChange> changes, CancellationToken cancel = default);

    /// <summary>The database's own clock, where it is another one than ours.</summary>
    Task<DateTimeOffset?> ClockAsync(CancellationToken cancel = default);
}

/// <summary>An entry as it was read and as it is to be; with the version that fences a second writer.</summary>
internal sealed record LedgerChange(DueEntry Before, DueEntry After);

/// <summary>The steps of a destruction, each for a page of things and each safe to repeat.</summary>
internal interface IShredder
{
    /// <summary>Marks the accounts of a company whose contract is over; while a hold keeps anything they stay, since two people must be there to lift it.</summary>
    Task EndAccountsAsync(TenantId tenant, Due end, DateTimeOffset now, CancellationToken cancel = default);

    /// <summary>The things whose keys are there.</summary>
    Task<IReadOnlySet<Guid>> WholeAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default);

    /// <summary>Destroys the keys, here at once and elsewhere within the lease.</summary>
    Task DestroyKeysAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default);

    /// <summary>Deletes the sealed bytes.</summary>
    Task DeleteBytesAsync(TenantId tenant, IReadOnlyList<DueEntry> page, CancellationToken cancel = default);

    /// <summary>Deletes the rows and writes that all of it is gone, in one commit; a row that says so stays.</summary>
    Task DeleteRowsAsync(TenantId tenant, IReadOnlyList<DueEntry> page, DateTimeOffset now, CancellationToken cancel = default);

    /// <summary>Writes the end of each into ledger and audit log, in one commit.</summary>
    Task FinishAsync(TenantId tenant, IReadOnlyList<DueEntry> page, DateTimeOffset now, CancellationToken cancel = default);
}
