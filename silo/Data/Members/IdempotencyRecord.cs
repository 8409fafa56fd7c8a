using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Members;

/// <summary>The first answer to a repeatable request, sealed; while it is being made, a lease.</summary>
public sealed class IdempotencyRecord : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required string Caller { get; init; }

    public required byte[] KeyHash { get; init; }

    public required byte[] RequestHash { get; init; }

    public int? Status { get; set; }

    public byte[]? Response { get; set; }

    public Guid? KeyId { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }
}
