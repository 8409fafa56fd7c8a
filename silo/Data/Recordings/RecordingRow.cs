using JobInterview.Grains.Recordings;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Recordings;

/// <summary>A recording: the row of lists and the state of its grain at once.</summary>
public sealed class RecordingRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Id { get; init; }

    public required Guid Session { get; init; }

    public required Guid SubjectId { get; init; }

    public required RecordingKind Kind { get; init; }

    public required MediaContainer Container { get; init; }

    public required string ContentType { get; init; }

    public required string Track { get; init; }

    public string? QuestionId { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The data key of the bytes and of <see cref="Sealed"/>.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>What the client said about its upload.</summary>
    public required byte[] Sealed { get; init; }

    public long? Length { get; set; }

    public long Bytes { get; set; }

    public RecordingState State { get; set; }

    public required DateTimeOffset LastByteAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public DateTimeOffset? DestroyedAt { get; set; }

    public long? DurationMs { get; set; }

    public bool IsInspected { get; set; }

    /// <summary>Fences a second activation of the grain.</summary>
    public int Version { get; set; }

    internal static RecordingRow Of(TenantKey key, Recording recording, byte[] sealedMetadata) => new RecordingRow
    {
        TenantId = key.Tenant,
        Id = key.Id,
        Session = recording.SessionId,
        SubjectId = recording.SubjectId,
        Kind = recording.Media.Kind,
        Container = recording.Media.Container,
        ContentType = recording.Media.ContentType,
        Track = recording.Track,
        QuestionId = recording.QuestionId,
        StartedAt = recording.StartedAt,
        CreatedAt = recording.CreatedAt,
        KeyId = recording.KeyId,
        Sealed = sealedMetadata,
        LastByteAt = recording.LastByteAt,
    }.Take(recording);

    internal RecordingRow Take(Recording recording)
    {
        Length = recording.Length;
        Bytes = recording.Bytes;
        State = recording.State;
        LastByteAt = recording.LastByteAt;
        CompletedAt = recording.CompletedAt;
        DestroyedAt = recording.DestroyedAt;
        DurationMs = recording.DurationMs;
        IsInspected = recording.IsInspected;
        Version = recording.Version;
        return this;
    }

    internal Recording ToRecording(string metadata, IEnumerable<RecordingPart> parts) => new()
    {
        SessionId = Session,
        SubjectId = SubjectId,
        KeyId = KeyId,
        Media = new(Kind, Container, ContentType),
        Track = Track,
        QuestionId = QuestionId,
        StartedAt = StartedAt,
        Metadata = metadata,
        Length = Length,
        Parts = [.. parts],
        Bytes = Bytes,
        State = State,
        CreatedAt = CreatedAt,
        LastByteAt = LastByteAt,
        CompletedAt = CompletedAt,
        DestroyedAt = DestroyedAt,
        DurationMs = DurationMs,
        IsInspected = IsInspected,
        Version = Version,
    };
}
