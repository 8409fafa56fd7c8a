using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>The due ledger for whoever may read it.</summary>
public interface IDueShelf
{
    Task<DueEntry?> FindAsync(TenantKey asset, CancellationToken cancel = default);

    /// <summary>One page, what goes first at the top and what has no time last, at most 100; without states all but what is destroyed.</summary>
    Task<Page<DueEntry>> ListAsync(TenantId tenant, DueFilter filter, string? after, int limit, CancellationToken cancel = default);

    /// <summary>All lines of an interview, also of what is destroyed.</summary>
    Task<IReadOnlyList<DueEntry>> OfSessionAsync(TenantKey session, CancellationToken cancel = default);

    /// <summary>How many things that are kept now go by a moment, apart from those that a hold keeps: recordings whose interview ended before <paramref name="endedBefore"/>, and with
    /// the end of a contract the records of all interviews.</summary>
    Task<int> GoingAsync(TenantId tenant, DateTimeOffset endedBefore, DateTimeOffset by, AssetKind? only = null, CancellationToken cancel = default);

    /// <summary>The same things a page at a time, in the order of ids after one of them.</summary>
    Task<IReadOnlyList<DueEntry>> GoingAsync(TenantId tenant, DateTimeOffset endedBefore, DateTimeOffset by, Guid after, int limit, CancellationToken cancel = default);

    /// <summary>What is kept and what was destroyed, in numbers.</summary>
    Task<DueSummary> SummaryAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancel = default);
}

/// <summary>Which lines of the ledger: of a state, of a session, of a kind, and whose time is over at a moment, or is not.</summary>
public sealed record DueFilter(DueState? State = null, Guid? SessionId = null, DateTimeOffset? DueBy = null, DateTimeOffset? NotDueBy = null, AssetKind? Kind = null);

/// <summary>The ledger in numbers.</summary>
/// <param name="Kept">Things that are kept, by the rule that controls them.</param>
/// <param name="LongestLag">How long after its time the latest one went.</param>
/// <param name="DueByDay">How many go on each of the coming days, UTC.</param>
public sealed record DueSummary(
    IReadOnlyDictionary<string, int> Kept, int Held, int Overdue, int Destroying, int Destroyed, TimeSpan LongestLag, DateTimeOffset? NextAt, IReadOnlyList<DueDay> DueByDay);

/// <summary>How many things go on a day.</summary>
public sealed record DueDay(DateOnly Day, int Count);
