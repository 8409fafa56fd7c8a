using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>The sessions of a company as rows, with each candidate's name opened for the page that is shown.</summary>
public interface ISessionList
{
    /// <summary>One page, newest first, at most 100.</summary>
    Task<Page<SessionSummary>> ListAsync(TenantId tenant, SessionFilter filter, string? after, int limit, CancellationToken cancel = default);

    Task<SessionSummary?> FindAsync(TenantKey session, CancellationToken cancel = default);

    /// <summary>How many sessions there are in each state.</summary>
    Task<IReadOnlyDictionary<SessionState, int>> CountAsync(TenantId tenant, CancellationToken cancel = default);

    /// <summary>Sessions whose deadline has passed: at most <paramref name="limit"/>, earliest first.</summary>
    Task<IReadOnlyList<Guid>> OverdueAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancel = default);
}

/// <summary>Which sessions to list; <see cref="Search"/> is a whole e-mail address or whole words of a name.</summary>
public sealed record SessionFilter(IReadOnlyCollection<SessionState>? States = null, Guid? PlanId = null, string? Search = null);

/// <summary>A session in a list.</summary>
public sealed record SessionSummary(Guid Id, SessionListing Listing, string CandidateName, string CandidateEmail);

/// <summary>Finds the session of a room token; the answer never changes, so it may be cached, and the grain still checks the token.</summary>
public interface IRoomTokens
{
    Task<Guid?> FindSessionAsync(TenantId tenant, RoomTokenHash token, CancellationToken cancel = default);
}
