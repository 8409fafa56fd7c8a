using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>The legal holds of a company for whoever may read them; a reason is opened for the page that is shown.</summary>
public interface IHoldShelf
{
    Task<HoldListing?> FindAsync(TenantKey hold, CancellationToken cancel = default);

    /// <summary>One page, newest first, at most 100.</summary>
    Task<Page<HoldListing>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancel = default);
}

/// <summary>A hold and how many things it keeps.</summary>
public sealed record HoldListing(Guid Id, LegalHold Hold, int Items);

/// <summary>Where holds are written, each change in one commit with the things it keeps and its entry in the audit log.</summary>
internal interface IHoldBook : IHoldShelf
{
    /// <summary>Of what a scope names, what this company has or had: another's things are as unknown as what nobody has.</summary>
    Task<HoldScope> KnownAsync(TenantId tenant, HoldScope scope, CancellationToken cancel = default);

    /// <summary>Things that match a scope, also those that are destroyed.</summary>
    Task<IReadOnlyList<DueEntry>> MatchingAsync(TenantId tenant, HoldScope scope, CancellationToken cancel = default);

    /// <summary>Things that a hold keeps.</summary>
    Task<IReadOnlyList<DueEntry>> ItemsAsync(TenantKey hold, CancellationToken cancel = default);

    /// <summary>Holds in force that take up what comes later, without their reasons.</summary>
    Task<IReadOnlyList<HoldListing>> TakingUpAsync(TenantId tenant, CancellationToken cancel = default);

    /// <summary>Things that are kept and match a hold, and that it has not taken up yet.</summary>
    Task<IReadOnlyList<DueEntry>> UntakenAsync(TenantKey hold, HoldScope scope, CancellationToken cancel = default);

    /// <summary>Wraps the keys of things a second time, under a key of the hold, before the hold counts; false when one of them is destroyed.</summary>
    Task<bool> WrapAsync(TenantKey hold, IReadOnlyList<DueEntry> kept, CancellationToken cancel = default);

    /// <summary>Destroys the hold's key and with it every second wrap, when the hold counts no more.</summary>
    Task UnwrapAsync(TenantKey hold, CancellationToken cancel = default);

    /// <summary>Writes the hold, the things that it takes up or lets go, and who did it; false when another writer was faster, and then nothing of it.</summary>
    Task<bool> SaveAsync(TenantKey hold, LegalHold? before, LegalHold after, IReadOnlyList<LedgerChange> changes, Guid by, CancellationToken cancel = default);

    /// <summary>Wraps the keys of things that came later, and writes that a hold took them up.</summary>
    Task<bool> TakeUpAsync(TenantKey hold, IReadOnlyList<LedgerChange> changes, CancellationToken cancel = default);
}
