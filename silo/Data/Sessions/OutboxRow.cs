using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Sessions;

/// <summary>Work that follows from an event, claimed row by row; a row that is done is deleted.</summary>
public sealed class OutboxRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Id { get; init; }

    public required Guid Session { get; init; }

    public required string Kind { get; init; }

    public required byte[] Payload { get; init; }

    public required Guid KeyId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public OutboxState State { get; set; }
}

/// <summary>Kept: nobody sends it, people read it. Failed: it was tried until the limit.</summary>
public enum OutboxState { Pending, Kept, Failed }
