using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Recordings;

/// <summary>A viewer of a recording whose audit entry is written.</summary>
public sealed class RecordingViewRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Recording { get; init; }

    public required Guid Viewer { get; init; }

    public required DateTimeOffset FirstAt { get; init; }
}
