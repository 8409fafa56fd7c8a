using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Members;

/// <summary>Who did what to which thing; each entry carries the hash of the one before, so that a gap shows. Nothing personal.</summary>
public sealed class AuditEntry : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorKind { get; init; }

    public Guid? ActorId { get; init; }

    public required string Action { get; init; }

    public string? Target { get; init; }

    /// <summary>JSON without personal data.</summary>
    public string? Details { get; init; }

    public required byte[] PrevHash { get; init; }

    public required byte[] Hash { get; init; }
}
