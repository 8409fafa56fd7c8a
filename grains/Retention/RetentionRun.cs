using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>Destroys what is due of one company, a page at a time. Each page begins with the terms as they are, and each step may be cut short and repeated.</summary>
internal sealed class RetentionRun(IDueLedger ledger, IShredder shredder, IHoldBook book, ProcessClock clock)
{
    public const int PageSize = 200;

    /// <summary>One page of the work there is; null when there was none.</summary>
    public async Task<RetentionTally?> PageAsync(TenantId tenant, RetentionTerms terms, CancellationToken cancel = default)
    {
        var now = await clock.NowAsync(cancel);
        var policy = terms.PolicyAt(now);
        var started = await StartAsync(tenant, policy, now, cancel);
        if (!await TakeUpAsync(tenant, terms, cancel))
        {
            return RetentionTally.Nothing;                    // another writer was faster: nothing is marked before every hold has what it covers
        }

        if (policy.EndsAt <= now)
        {
            await shredder.EndAccountsAsync(tenant, new(policy.EndsAt, RetentionPolicy.AccountEnded), now, cancel);
        }

        var begun = await SpareAsync(tenant, await ledger.BegunAsync(tenant, PageSize, cancel), policy, terms.Plan.Version, now, cancel);
        var marked = begun.Count > 0 ? 0 : await MarkAsync(tenant, policy, terms.Plan.Version, now, cancel);
        var page = marked > 0 ? await ledger.BegunAsync(tenant, PageSize, cancel) : begun;
        if (page.Count > 0)
        {
            await shredder.DestroyKeysAsync(tenant, page, cancel);
            await shredder.DeleteBytesAsync(tenant, page, cancel);
            await shredder.DeleteRowsAsync(tenant, page, await clock.NowAsync(cancel), cancel);   // the last lease counts from after the keys
        }

        var finished = await FinishAsync(tenant, now, cancel);
        return started + marked + page.Count + finished == 0 ? null : new(page.Count, finished, Longest(page, now));
    }

    /// <summary>Reckons a page of what is kept anew after a change of the terms; the last id, or null at the end.</summary>
    public async Task<Guid?> ReckonAsync(TenantId tenant, RetentionTerms terms, Guid? after, CancellationToken cancel = default)
    {
        var now = await clock.NowAsync(cancel);
        var policy = terms.PolicyAt(now);
        var page = await ledger.KeptAsync(tenant, after, PageSize, cancel);
        await ledger.SaveAsync(tenant, [.. page.Select(entry => new LedgerChange(entry, entry.Reckon(policy, now)))], cancel);
        return page.Count < PageSize ? null : page[^1].Asset.Id;
    }

    /// <summary>Has every hold take up what it covers and what came after it, found by the rows and not by what happened; false when another writer was faster.
    /// What has lost its key can not be kept.</summary>
    public async Task<bool> TakeUpAsync(TenantId tenant, RetentionTerms terms, CancellationToken cancel = default)
    {
        var now = await clock.NowAsync(cancel);
        var policy = terms.PolicyAt(now);
        foreach (var listing in await book.TakingUpAsync(tenant, cancel))
        {
            var hold = new TenantKey(tenant, listing.Id);
            var untaken = await book.UntakenAsync(hold, listing.Hold.Scope, cancel);
            var whole = untaken.Count == 0 ? new HashSet<Guid>() : await shredder.WholeAsync(tenant, untaken, cancel);
            if (!await book.TakeUpAsync(hold, [.. untaken.Where(entry => whole.Contains(entry.Asset.Id)).Select(entry => new LedgerChange(entry, entry.Hold(policy, now)))], cancel))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<int> StartAsync(TenantId tenant, RetentionPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        var ended = await ledger.EndedAsync(tenant, PageSize, cancel);
        if (ended.Count == 0)
        {
            return 0;
        }

        return await ledger.SaveAsync(tenant, [.. ended.Select(e => new LedgerChange(e.Entry, e.Entry.Start(e.EndedAt, policy, now)))], cancel) ? ended.Count : 0;
    }

    // What a dead process marked and a newer plan keeps, where the keys are whole; answers what has to go on.
    private async Task<IReadOnlyList<DueEntry>> SpareAsync(
        TenantId tenant, IReadOnlyList<DueEntry> begun, RetentionPolicy policy, long version, DateTimeOffset now, CancellationToken cancel)
    {
        List<LedgerChange> spared = [.. begun.Select(entry => new LedgerChange(entry, entry.Spare(policy, version, now))).Where(change => change.After != change.Before)];
        if (spared.Count == 0)
        {
            return begun;
        }

        var whole = await shredder.WholeAsync(tenant, [.. spared.Select(change => change.Before)], cancel);
        await ledger.SaveAsync(tenant, [.. spared.Where(change => whole.Contains(change.Before.Asset.Id))], cancel);
        return await ledger.BegunAsync(tenant, PageSize, cancel);
    }

    private async Task<int> MarkAsync(TenantId tenant, RetentionPolicy policy, long version, DateTimeOffset now, CancellationToken cancel)
    {
        var due = await ledger.DueAsync(tenant, now, PageSize, cancel);
        if (due.Count == 0)
        {
            return 0;
        }

        List<LedgerChange> marks = [.. due.Select(entry => new LedgerChange(entry, entry.Mark(policy, version, now)))];
        var needed = await ledger.StillNeededAsync(tenant, [.. marks.Select(mark => mark.After).Where(entry => entry.State == DueState.Destroying)], cancel);
        return await ledger.SaveAsync(tenant, [.. marks.Select(mark => needed.Contains(mark.Before.Asset.Id) ? mark with { After = mark.Before.Defer(now) } : mark)], cancel) ? due.Count : 0;
    }

    private async Task<int> FinishAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancel)
    {
        var shredded = await ledger.ShreddedAsync(tenant, now, PageSize, cancel);
        var early = shredded.Where(entry => entry.ShreddedAt > now).ToList();
        if (early.Count > 0)
        {
            await shredder.DeleteRowsAsync(tenant, early, now, cancel);      // the clock was set back: the wait starts anew
        }

        if (shredded.Count > early.Count)
        {
            await shredder.FinishAsync(tenant, [.. shredded.Except(early)], now, cancel);
        }

        return shredded.Count - early.Count;
    }

    private static TimeSpan Longest(IReadOnlyList<DueEntry> page, DateTimeOffset now) => page.Count == 0 ? TimeSpan.Zero : page.Max(entry => entry.Rule == DueEntry.RestoredRule ? null : now - entry.DueAt) ?? TimeSpan.Zero;
}

/// <summary>What a run came to.</summary>
/// <param name="Shredded">Things whose keys, bytes and rows are gone.</param>
/// <param name="Finished">Things whose end was told: no process can hold their keys any more.</param>
/// <param name="LongestLag">How long after its time the latest one went.</param>
[GenerateSerializer, Immutable, Alias("retention-tally")]
public sealed record RetentionTally([property: Id(0)] int Shredded, [property: Id(1)] int Finished, [property: Id(2)] TimeSpan LongestLag)
{
    public static readonly RetentionTally Nothing = new(0, 0, TimeSpan.Zero);

    public RetentionTally With(RetentionTally other) =>
        new(Shredded + other.Shredded, Finished + other.Finished, LongestLag > other.LongestLag ? LongestLag : other.LongestLag);
}
