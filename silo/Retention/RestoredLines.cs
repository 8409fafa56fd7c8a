using JobInterview.Grains.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Retention;

/// <summary>Finds what an older copy of the data brought back: lines that say kept although the log of destroyed keys names their key. Nobody can open it, and it must not be
/// promised to anyone.</summary>
internal sealed class RestoredLines(IDueLedger ledger, KeyVault vault, ITombstones tombstones)
{
    private const int PageSize = 1_000;

    /// <summary>Marks them of one company for destruction.</summary>
    public async Task<RestoredCount> MarkAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancel = default)
    {
        var (count, after) = (new RestoredCount(0, 0), (Guid?)null);
        while (true)
        {
            var page = await ledger.KeptAsync(tenant, after, PageSize, cancel);
            var (gone, lost) = await AmongAsync(tenant, page, now, cancel);
            var isSaved = gone.Count > 0 && await ledger.SaveAsync(tenant, gone, cancel);
            count += new RestoredCount(isSaved ? gone.Count : 0, lost);
            if (page.Count < PageSize)
            {
                return count;
            }

            after = page[^1].Asset.Id;
        }
    }

    /// <summary>What of some things that are kept is gone by the log, each as it is and as it is to be, and how many keys are lost.</summary>
    public async Task<(IReadOnlyList<LedgerChange> Gone, int Lost)> AmongAsync(TenantId tenant, IReadOnlyList<DueEntry> kept, DateTimeOffset now, CancellationToken cancel = default)
    {
        var missing = await vault.MissingAsync(tenant, [.. kept.Select(entry => entry.KeyId)], cancel);
        if (missing.Count == 0)
        {
            return ([], 0);
        }

        var destroyed = await tombstones.ReadAsync(0, cancel)
            .SelectMany(stone => stone.Keys.Where(missing.Contains).Select(key => (Key: key, stone.At))).ToDictionaryAsync(stone => stone.Key, stone => stone.At, cancellationToken: cancel);
        List<DueEntry> keyless = [.. kept.Where(entry => missing.Contains(entry.KeyId))];
        List<LedgerChange> gone = [.. keyless.Where(entry => destroyed.ContainsKey(entry.KeyId)).Select(entry => new LedgerChange(entry, entry.GoneSince(destroyed[entry.KeyId], now)))];
        return (gone, keyless.Count - gone.Count);
    }
}

/// <summary>What a look at the keys came to.</summary>
/// <param name="Restored">Lines that were destroyed before and are marked again.</param>
/// <param name="Lost">Lines whose keys are missing although nobody destroyed them: the key database is older than the data.</param>
internal readonly record struct RestoredCount(int Restored, int Lost)
{
    public static RestoredCount operator +(RestoredCount one, RestoredCount other) => new(one.Restored + other.Restored, one.Lost + other.Lost);
}
