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
            var missing = await vault.MissingAsync(tenant, [.. page.Select(entry => entry.KeyId)], cancel);
            count += missing.Count == 0 ? new(0, 0) : await MarkAsync(tenant, [.. page.Where(entry => missing.Contains(entry.KeyId))], now, cancel);
            if (page.Count < PageSize)
            {
                return count;
            }

            after = page[^1].Asset.Id;
        }
    }

    private async Task<RestoredCount> MarkAsync(TenantId tenant, IReadOnlyList<DueEntry> keyless, DateTimeOffset now, CancellationToken cancel)
    {
        var wanted = keyless.Select(entry => entry.KeyId).ToHashSet();
        var destroyed = await tombstones.ReadAsync(0, cancel)
            .SelectMany(stone => stone.Keys.Where(wanted.Contains).Select(key => (Key: key, stone.At))).ToDictionaryAsync(stone => stone.Key, stone => stone.At, cancellationToken: cancel);
        List<LedgerChange> marks = [.. keyless.Where(entry => destroyed.ContainsKey(entry.KeyId)).Select(entry => new LedgerChange(entry, entry.GoneSince(destroyed[entry.KeyId], now)))];
        var isSaved = marks.Count > 0 && await ledger.SaveAsync(tenant, marks, cancel);
        return new(isSaved ? marks.Count : 0, keyless.Count - marks.Count);
    }
}

/// <summary>What a look at the keys came to.</summary>
/// <param name="Restored">Lines that were destroyed before and are marked again.</param>
/// <param name="Lost">Lines whose keys are missing although nobody destroyed them: the key database is older than the data.</param>
internal readonly record struct RestoredCount(int Restored, int Lost)
{
    public static RestoredCount operator +(RestoredCount one, RestoredCount other) => new(one.Restored + other.Restored, one.Lost + other.Lost);
}
