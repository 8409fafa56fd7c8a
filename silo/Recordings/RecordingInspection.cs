using JobInterview.Grains.Recordings;
using JobInterview.Silo.Recordings.Containers;
using JobInterview.Tenants;

namespace JobInterview.Silo.Recordings;

/// <summary>Looks into a complete recording once: how long it plays, and whether its container can be read to the end.</summary>
internal sealed class RecordingInspection(IRecordings recordings)
{
    public async Task InspectAsync(IRecordingGrain recording, TenantKey key, MediaContainer container, CancellationToken cancel)
    {
        await using var stream = await recordings.OpenAsync(key, cancel);
        var found = await ContainerReading.ReadAsync(container, stream, cancel);
        CallerTenant.Set(key.Tenant);
        await recording.InspectedAsync(found.DurationMs, found.IsDamaged);
    }
}
