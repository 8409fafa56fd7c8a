using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Members;

/// <summary>A signed-in browser of a member; revoking the row signs it out everywhere.</summary>
public sealed class MemberSession : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Id { get; init; }

    public required Guid Member { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>What the browser said it is, sealed.</summary>
    public byte[]? Device { get; set; }

    public Guid? KeyId { get; set; }
}
