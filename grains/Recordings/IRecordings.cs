using System.Collections.Immutable;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Grains.Recordings;

/// <summary>The recordings of a company for whoever may read them: rows, and plain bytes that are sealed underneath.</summary>
public interface IRecordings
{
    Task<RecordingListing?> FindAsync(TenantKey recording, CancellationToken cancel = default);

    /// <summary>All recordings of a session, oldest first.</summary>
    Task<ImmutableArray<RecordingListing>> OfSessionAsync(TenantKey session, CancellationToken cancel = default);

    /// <summary>The uploaded bytes as a seekable stream that opens only the segments it reads. Throws <see cref="RecordingGoneException"/> when
    /// there is nothing to open, and fails without a plain byte where a seal does not hold.</summary>
    Task<Stream> OpenAsync(TenantKey recording, CancellationToken cancel = default);

    /// <summary>What proves that nothing is missing: each part with the hash of its plain bytes, in order; empty for an unknown recording.</summary>
    Task<ImmutableArray<RecordingPart>> PartsAsync(TenantKey recording, CancellationToken cancel = default);

    /// <summary>Bytes of media that a company keeps now.</summary>
    Task<long> StoredBytesAsync(TenantId tenant, CancellationToken cancel = default);
}

/// <summary>A recording in a list: nothing personal.</summary>
/// <param name="QuestionId">The question it answers, where the recorder said so.</param>
/// <param name="StartedAt">When the recorder started, by the candidate's clock.</param>
/// <param name="SessionEndedAt">From when its retention counts; null while the interview runs.</param>
/// <param name="Ledger">Its line in the due ledger.</param>
public sealed record RecordingListing(
    TenantKey Key, Guid SessionId, Guid SubjectId, RecordingKind Kind, string Track, string ContentType, long Bytes, long? DurationMs, RecordingState State,
    string? QuestionId, DateTimeOffset? StartedAt, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt, DateTimeOffset? SessionEndedAt, DueEntry? Ledger = null)
{
    /// <summary>When it goes and why, by the policy of now; the ledger learns of the end of an interview a moment after it.</summary>
    public DueEntry DueBy(RetentionPolicy policy, DateTimeOffset now)
    {
        var entry = Ledger ?? new() { Asset = Key, Kind = AssetKind.Recording, SessionId = SessionId, SubjectId = SubjectId, KeyId = Guid.Empty };
        var reckoned = SessionEndedAt is { } ended ? entry.Start(ended, policy, now) : entry.Reckon(policy, now);
        return reckoned.Rule == DueEntry.RunningRule ? reckoned with { Rule = policy.TermOf(AssetKind.Recording, now).Rule } : reckoned;   // the one that will count
    }

    /// <summary>Whether its bytes are whole and can be read.</summary>
    public bool IsReadable => State is RecordingState.Complete or RecordingState.Damaged;
}

/// <summary>A run of bytes that was sealed and acknowledged as one, from <paramref name="Offset"/> on.</summary>
/// <param name="Name">The blob's name below the recording.</param>
/// <param name="Sha256">Of the plain bytes.</param>
[GenerateSerializer, Immutable, Alias("recording-part")]
public sealed record RecordingPart(
    [property: Id(0)] string Name, [property: Id(1)] long Offset, [property: Id(2)] long Length, [property: Id(3)] long SealedLength, [property: Id(4)] byte[] Sha256);

[GenerateSerializer]
public enum RecordingKind { Audio, Video }

/// <summary>Damaged: its container can not be read to the end, or what is kept of it is not what was sealed. Expired: its upload was never finished.</summary>
[GenerateSerializer]
public enum RecordingState { Uploading, Complete, Damaged, Expired, Destroyed }

/// <summary>There is nothing to open: still uploading, expired, destroyed, or its key is gone.</summary>
public sealed class RecordingGoneException() : Exception("The recording can not be opened.");
