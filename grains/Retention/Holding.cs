using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>Places and lifts holds: the rules of the hold decide, and what it keeps changes with it in one commit.</summary>
internal sealed class Holding(IHoldBook book, ProcessClock clock)
{
    public async Task<Outcome<LegalHold>> AskAsync(TenantKey hold, HoldRequest request, Guid by)
    {
        if (await book.FindAsync(hold) is { } known)
        {
            return known.Hold;                                // a repeat changes nothing
        }

        var (asked, refusal) = LegalHold.Ask(request.Reason, request.Scope, request.ReviewAt.Truncate(), by, await clock.NowAsync());
        if (refusal is not null)
        {
            return refusal;
        }

        var unknown = request.Scope.Unknown(await book.KnownAsync(hold.Tenant, request.Scope)).ToArray();
        return unknown.Length > 0 ? Refusals.Invalid(unknown) : await SaveAsync(hold, null, asked!, [], by);
    }

    public async Task<Outcome<LegalHold>> PlaceAsync(TenantKey hold, Guid by, RetentionTerms terms)
    {
        var now = await clock.NowAsync();
        if (await book.FindAsync(hold) is not { Hold: var before })
        {
            return Refusals.NotFound;
        }

        var (after, refusal) = before.Place(by, now);
        if (refusal is not null)
        {
            return refusal;
        }

        var matching = await book.MatchingAsync(hold.Tenant, before.Scope);
        var named = before.Scope.Recordings.Except(matching.Where(entry => entry.IsKept).Select(entry => entry.Asset.Id));
        List<DueEntry> kept = [.. matching.Where(entry => entry.IsKept && before.Scope.Matches(entry))];
        return named.Any() ? HoldRefusals.Destroyed
            : kept.Count == 0 && !before.Scope.IsFutureMatching ? HoldRefusals.NothingMatches
            : !await book.WrapAsync(hold, kept) ? HoldRefusals.Destroyed
            : await SaveAsync(hold, before, after!, Change(kept, entry => entry.Hold(terms.PolicyAt(now), now)), by);
    }

    public async Task<Outcome<LegalHold>> ReleaseAsync(TenantKey hold, Guid by, RetentionTerms terms)
    {
        var now = await clock.NowAsync();
        var items = await book.ItemsAsync(hold);
        return await LetGoAsync(hold, await DecideAsync(hold, by, before => before.Release(by, now), Change(items, entry => entry.Release(terms.PolicyAt(now), now))));
    }

    public async Task<Outcome<LegalHold>> WithdrawAsync(TenantKey hold, Guid by)
    {
        var now = await clock.NowAsync();
        return await LetGoAsync(hold, await DecideAsync(hold, by, before => before.Withdraw(by, now), []));
    }

    public Task<Outcome<LegalHold>> AskReleaseAsync(TenantKey hold, Guid by) => DecideAsync(hold, by, before => before.AskRelease(by), []);

    // After the decision: a process that dies in between leaves a key that the sweeper finds.
    private async Task<Outcome<LegalHold>> LetGoAsync(TenantKey hold, Outcome<LegalHold> decided)
    {
        if (decided.Accepted)
        {
            await book.UnwrapAsync(hold);
        }

        return decided;
    }

    private async Task<Outcome<LegalHold>> DecideAsync(TenantKey hold, Guid by, Func<LegalHold, Outcome<LegalHold>> decide, List<LedgerChange> changes)
    {
        if (await book.FindAsync(hold) is not { Hold: var before })
        {
            return Refusals.NotFound;
        }

        var (after, refusal) = decide(before);
        return refusal is not null ? refusal : await SaveAsync(hold, before, after!, changes, by);
    }

    private async Task<Outcome<LegalHold>> SaveAsync(TenantKey hold, LegalHold? before, LegalHold after, List<LedgerChange> changes, Guid by) =>
        await book.SaveAsync(hold, before, after, changes, by) ? after : Refusals.VersionIsStale;

    private static List<LedgerChange> Change(IEnumerable<DueEntry> entries, Func<DueEntry, DueEntry> change) => [.. entries.Select(entry => new LedgerChange(entry, change(entry)))];
}
