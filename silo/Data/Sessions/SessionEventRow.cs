using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Sessions;

/// <summary>One sealed event of a session.</summary>
public sealed class SessionEventRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Session { get; init; }

    public required long Seq { get; init; }

    public required string Kind { get; init; }

    public required int V { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid KeyId { get; init; }

    public required byte[] Body { get; init; }
}
