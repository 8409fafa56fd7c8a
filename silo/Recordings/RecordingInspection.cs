using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Recordings.Containers;
using JobInterview.Tenants;

namespace JobInterview.Silo.Recordings;

/// <summary>Looks into a complete recording once: how long it plays, whether its container can be read to the end, and that it holds no picture that was not declared.</summary>
internal sealed class RecordingInspection(IRecordings recordings)
{
    /// <summary>Why it is not kept, or null.</summary>
    public async Task<Refusal?> InspectAsync(IRecordingGrain recording, UploadView complete, CancellationToken cancel)
    {
        ContainerReading found;
        await using (var stream = await recordings.OpenAsync(complete.Key, cancel))
        {
            found = await ContainerReading.ReadAsync(complete.Media.Container, stream, cancel);
        }

        CallerTenant.Set(complete.Key.Tenant);
        if (found.HasPictures && complete.Media.Kind == RecordingKind.Audio)
        {
            return (await recording.DestroyAsync()).Refusal ?? RecordingRefusals.HoldsVideo;
        }

        await recording.InspectedAsync(found.DurationMs, found.IsDamaged);
        return null;
    }
}
