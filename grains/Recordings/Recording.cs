using System.Collections.Immutable;
using JobInterview.Tenants;

namespace JobInterview.Grains.Recordings;

/// <summary>The rules of a recording: bytes are only added, in order, up to the length that was told, until it is complete.</summary>
internal sealed record Recording
{
    public required Guid SessionId { get; init; }
    public required Guid SubjectId { get; init; }
    public required Guid KeyId { get; init; }
    public required MediaType Media { get; init; }
    public required string Track { get; init; }
    public string? QuestionId { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public required string Metadata { get; init; }
    public long? Length { get; init; }
    public ImmutableArray<RecordingPart> Parts { get; init; } = [];
    public long Bytes { get; init; }
    public RecordingState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastByteAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public DateTimeOffset? DestroyedAt { get; init; }
    public long? DurationMs { get; init; }
    public bool IsInspected { get; init; }
    public int Version { get; init; }

    public static Outcome<Recording> Begin(BeginRecording command, Guid key, RecordingOptions limits, DateTimeOffset at) =>
        RecordingRefusals.OfLength(command.Length, limits) is { } refusal ? refusal
        : new Recording
        {
            SessionId = command.SessionId,
            SubjectId = command.SubjectId,
            KeyId = key,
            Media = command.Media,
            Track = command.Track,
            QuestionId = command.QuestionId,
            StartedAt = command.StartedAt,
            Metadata = command.Metadata,
            Length = command.Length,
            CreatedAt = at,
            LastByteAt = at,
            Version = 1,
        };

    /// <summary>Why nothing can be added any more, or null.</summary>
    public Refusal? Refuse(RecordingOptions limits, DateTimeOffset at) => State switch
    {
        RecordingState.Destroyed when CompletedAt is null => DestroyedAt >= ExpiresAt(limits) ? RecordingRefusals.UploadExpired : RecordingRefusals.UploadEnded,
        RecordingState.Destroyed => RecordingRefusals.Expired,
        RecordingState.Expired => RecordingRefusals.UploadExpired,
        RecordingState.Uploading when at >= ExpiresAt(limits) => RecordingRefusals.UploadExpired,
        _ => null,
    };

    /// <summary>Whether it was never finished and can not be any more.</summary>
    public bool HasLapsed(RecordingOptions limits, DateTimeOffset at) => State != RecordingState.Destroyed && Refuse(limits, at) == RecordingRefusals.UploadExpired;

    /// <summary>Adds parts that follow what is there, and the length where it is told now.</summary>
    public Outcome<Recording> Add(ImmutableArray<RecordingPart> parts, long? length, RecordingOptions limits, DateTimeOffset at)
    {
        if (Refuse(limits, at) is { } gone)
        {
            return gone;
        }

        if (length is not null && Length is not null && length != Length)
        {
            return RecordingRefusals.LengthIsFixed;
        }

        if (parts.IsEmpty && (length is null || length == Length))
        {
            return this;
        }

        if (State != RecordingState.Uploading)
        {
            return RecordingRefusals.Complete;
        }

        var end = Bytes;
        foreach (var part in parts)
        {
            if (part.Offset != end || part.Length <= 0)
            {
                return RecordingRefusals.OffsetIsWrong;
            }

            end += part.Length;
        }

        var told = Length ?? length;
        return RecordingRefusals.OfLength(told, limits) is { } refusal ? refusal
            : end > told && Length is null ? RecordingRefusals.LengthIsShort
            : end > (told ?? limits.MaxBytes) ? RecordingRefusals.TooLarge
            : (this with { Parts = Parts.AddRange(parts), Bytes = end, Length = told, LastByteAt = parts.IsEmpty ? LastByteAt : at }).Closed(at);
    }

    public Outcome<Recording> Discard(DateTimeOffset at) =>
        State is RecordingState.Complete or RecordingState.Damaged ? RecordingRefusals.Complete : Destroy(at);

    public Recording Destroy(DateTimeOffset at) =>
        State == RecordingState.Destroyed ? this : this with { State = RecordingState.Destroyed, DestroyedAt = at, Version = Version + 1 };

    public Recording Expire() => this with { State = RecordingState.Expired, Version = Version + 1 };

    public Recording Inspect(long? durationMs, bool isDamaged) =>
        State != RecordingState.Complete || IsInspected ? this : this with
        {
            DurationMs = durationMs,
            IsInspected = true,
            State = isDamaged ? RecordingState.Damaged : State,
            Version = Version + 1,
        };

    /// <summary>Only what is complete becomes damaged: while it is uploaded it is not read, and what is gone stays gone.</summary>
    public Recording Break() =>
        State != RecordingState.Complete ? this : this with { State = RecordingState.Damaged, IsInspected = true, Version = Version + 1 };

    public DateTimeOffset ExpiresAt(RecordingOptions limits) => LastByteAt + limits.UploadLifetime;

    public UploadView View(TenantKey key, RecordingOptions limits) => new(
        key, SessionId, KeyId, Media, Bytes, Length, State, State == RecordingState.Uploading ? ExpiresAt(limits) : null, Metadata, Parts.Length, IsInspected);

    private Recording Closed(DateTimeOffset at) => Length == Bytes
        ? this with { State = RecordingState.Complete, CompletedAt = at, Version = Version + 1 }
        : this with { Version = Version + 1 };
}
