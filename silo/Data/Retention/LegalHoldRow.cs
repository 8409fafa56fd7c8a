using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Retention;

/// <summary>A legal hold; its reason is sealed, its scope holds ids and days alone.</summary>
public sealed class LegalHoldRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Id { get; init; }

    public required HoldState State { get; set; }

    /// <summary>Recordings, sessions, people and days, as JSON.</summary>
    public required string Scope { get; init; }

    public required DateTimeOffset ReviewAt { get; set; }

    public required Guid AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public Guid? PlacedBy { get; set; }

    public DateTimeOffset? PlacedAt { get; set; }

    public Guid? ReleaseAskedBy { get; set; }

    public Guid? ReleasedBy { get; set; }

    public DateTimeOffset? ReleasedAt { get; set; }

    public required Guid KeyId { get; init; }

    /// <summary>The reason.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>Fences a second writer.</summary>
    public int Version { get; set; }

    internal LegalHoldRow Take(LegalHold hold)
    {
        (State, ReviewAt, PlacedBy, PlacedAt) = (hold.State, hold.ReviewAt, hold.PlacedBy, hold.PlacedAt);
        (ReleaseAskedBy, ReleasedBy, ReleasedAt, Version) = (hold.ReleaseAskedBy, hold.ReleasedBy, hold.ReleasedAt, hold.Version);
        return this;
    }
}

/// <summary>One thing that a hold keeps.</summary>
public sealed class LegalHoldItemRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Hold { get; init; }

    public required Guid Asset { get; init; }
}
