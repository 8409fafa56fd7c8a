using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Retention;

/// <summary>A line of the due ledger; nothing personal, and it stays when the thing is gone.</summary>
public sealed class DueRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Asset { get; init; }

    public required AssetKind Kind { get; init; }

    public required Guid Session { get; init; }

    public required Guid SubjectId { get; init; }

    public required Guid KeyId { get; init; }

    public DateTimeOffset? StartsAt { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public required string Rule { get; set; }

    public required DueState State { get; set; }

    public int Holds { get; set; }

    public DateTimeOffset? ReleasedAt { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }

    public DateTimeOffset? MarkedAt { get; set; }

    public long? PlanVersion { get; set; }

    public DateTimeOffset? ShreddedAt { get; set; }

    public DateTimeOffset? DestroyedAt { get; set; }

    /// <summary>How long after its time it went; known at its end.</summary>
    public long? LagSeconds { get; set; }

    /// <summary>Fences a second writer.</summary>
    public int Version { get; set; }

    internal static DueRow Of(DueEntry entry) => new DueRow
    {
        TenantId = entry.Asset.Tenant,
        Asset = entry.Asset.Id,
        Kind = entry.Kind,
        Session = entry.SessionId,
        SubjectId = entry.SubjectId,
        KeyId = entry.KeyId,
        Rule = entry.Rule,
        State = entry.State,
    }.Take(entry);

    internal DueRow Take(DueEntry entry)
    {
        (StartsAt, DueAt, Rule, State) = (entry.StartsAt, entry.DueAt, entry.Rule, entry.State);
        (Holds, ReleasedAt, ErasedAt, MarkedAt, PlanVersion) = (entry.Holds, entry.ReleasedAt, entry.ErasedAt, entry.MarkedAt, entry.PlanVersion);
        (ShreddedAt, DestroyedAt, Version) = (entry.ShreddedAt, entry.DestroyedAt, entry.Version);
        LagSeconds = entry.State == DueState.Destroyed && entry.Lag is { } lag ? (long)lag.TotalSeconds : null;
        return this;
    }

    internal DueEntry ToEntry() => new()
    {
        Asset = new(TenantId, Asset),
        Kind = Kind,
        SessionId = Session,
        SubjectId = SubjectId,
        KeyId = KeyId,
        StartsAt = StartsAt,
        DueAt = DueAt,
        Rule = Rule,
        State = State,
        Holds = Holds,
        ReleasedAt = ReleasedAt,
        ErasedAt = ErasedAt,
        MarkedAt = MarkedAt,
        PlanVersion = PlanVersion,
        ShreddedAt = ShreddedAt,
        DestroyedAt = DestroyedAt,
        Version = Version,
    };
}
