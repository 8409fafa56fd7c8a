using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Sessions;

/// <summary>Which session a room token opens; the token itself is kept nowhere.</summary>
public sealed class RoomTokenRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required byte[] Sha256 { get; init; }

    public required Guid Session { get; init; }
}
