using JobInterview.Tenants;

namespace JobInterview.Grains.Tenants;

/// <summary>Who is signed in where: a row per browser, so that a session can be ended from anywhere.</summary>
public interface IMemberSessions
{
    Task AddAsync(MemberSession session, CancellationToken cancel = default);

    /// <summary>The session with its member's role as it is now; null when it ended, expired, or the member is gone.</summary>
    Task<SignedInMember?> FindAsync(TenantKey session, DateTimeOffset now, CancellationToken cancel = default);

    Task EndAsync(TenantKey session, CancellationToken cancel = default);

    /// <summary>Ends every session of a member, or every one but the one given.</summary>
    Task<int> EndAllAsync(TenantKey member, Guid? except = null, CancellationToken cancel = default);
}

/// <summary>A browser in which a member is signed in.</summary>
public sealed record MemberSession(TenantId Tenant, Guid Id, Guid MemberId, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt);

/// <summary>What a valid session proves.</summary>
public sealed record SignedInMember(Guid SessionId, Guid MemberId, MemberRole Role, string Name);
