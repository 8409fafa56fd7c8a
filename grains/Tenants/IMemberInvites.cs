using JobInterview.Tenants;

namespace JobInterview.Grains.Tenants;

/// <summary>Invitations to join a company: the link's hash is stored, never the link.</summary>
public interface IMemberInvites
{
    /// <summary>Adds the invitation and the mail that carries its link, together; the mail keeps the link sealed until it is sent.</summary>
    Task AddAsync(MemberInvite invite, string company, Uri link, CancellationToken cancel = default);

    /// <summary>The open invitation with this hash; used and expired ones are not found.</summary>
    Task<MemberInvite?> FindAsync(TenantId tenant, ReadOnlyMemory<byte> tokenHash, DateTimeOffset now, CancellationToken cancel = default);

    /// <summary>Uses the invitation up and adds the member, together or not at all; false when it was used, or has expired, or the e-mail is taken.</summary>
    Task<bool> TakeAsync(MemberInvite invite, Member member, DateTimeOffset now, CancellationToken cancel = default);

    /// <summary>The open invitations of a company, newest first.</summary>
    Task<IReadOnlyList<MemberInvite>> ListAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancel = default);

    /// <summary>Makes an invitation worthless; false when there was none.</summary>
    Task<bool> RevokeAsync(TenantKey invite, CancellationToken cancel = default);
}

/// <summary>An invitation for one person, good once.</summary>
public sealed record MemberInvite(
    TenantId Tenant, Guid Id, string Email, MemberRole Role, ReadOnlyMemory<byte> TokenHash, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
