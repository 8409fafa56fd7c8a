using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Members;

/// <summary>An invitation to become a member; only the token's SHA-256 is kept.</summary>
public sealed class MemberInvite : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required byte[] Sha256 { get; init; }

    public required Guid Id { get; init; }

    public required string Role { get; init; }

    /// <summary>The e-mail it was sent to, sealed.</summary>
    public required byte[] Sealed { get; init; }

    public required Guid KeyId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}
