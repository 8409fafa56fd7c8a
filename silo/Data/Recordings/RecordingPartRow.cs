using JobInterview.Grains.Recordings;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Recordings;

/// <summary>A line of a recording's manifest.</summary>
public sealed class RecordingPartRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Recording { get; init; }

    public required int Number { get; init; }

    public required string Name { get; init; }

    public required long Offset { get; init; }

    public required long Length { get; init; }

    public required long SealedLength { get; init; }

    public required byte[] Sha256 { get; init; }

    internal static RecordingPartRow Of(TenantKey recording, int number, RecordingPart part) => new()
    {
        TenantId = recording.Tenant,
        Recording = recording.Id,
        Number = number,
        Name = part.Name,
        Offset = part.Offset,
        Length = part.Length,
        SealedLength = part.SealedLength,
        Sha256 = part.Sha256,
    };

    internal RecordingPart ToPart() => new(Name, Offset, Length, SealedLength, Sha256);
}
