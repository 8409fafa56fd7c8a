using System.Collections.Immutable;
using JobInterview.Tenants;

namespace JobInterview.Grains.Recordings;

/// <summary>One recording and its upload: one writer at a time holds the lease, and a newer one takes it. Key: <c>tenant/recording</c>.</summary>
[GrainInterfaceType("recording")]
public interface IRecordingGrain : ITenantScopedGrain
{
    /// <summary>Makes the recording, empty; durable when this returns.</summary>
    [Alias("begin")] Task<Outcome<UploadView>> BeginAsync(BeginRecording command);

    /// <summary>The upload as it is, for the candidate of this session; a foreign session's is not found.</summary>
    [Alias("look")] Task<Outcome<UploadView>> LookAsync(Guid session);

    /// <summary>Takes the upload from whoever held it: what they have not committed is refused from now on.</summary>
    [Alias("lease")] Task<Outcome<UploadLease>> LeaseAsync(Guid session);

    /// <summary>Adds durable parts; acknowledged only after the manifest is durable too. Refused when the lease was taken.
    /// <paramref name="isLast"/> gives the lease back: its holder has left nothing else behind.</summary>
    [Alias("commit")] Task<Outcome<UploadView>> CommitAsync(Guid lease, ImmutableArray<RecordingPart> parts, long? length, bool isLast);

    /// <summary>The candidate gives the upload up: nothing of it is kept. Refused once it is complete.</summary>
    [Alias("discard")] Task<Outcome<UploadView>> DiscardAsync(Guid session);

    /// <summary>What the container says, once the upload is complete.</summary>
    [Alias("inspected")] Task<Outcome<UploadView>> InspectedAsync(long? durationMs, bool isDamaged);

    /// <summary>A seal of its bytes was found broken: it counts as damaged from now on; repeating it changes nothing.</summary>
    [Alias("broken")] Task<Outcome<UploadView>> BrokenAsync();

    /// <summary>Takes back a creation that nobody was told of: neither a byte nor a row of it is left. Refused once it is complete.</summary>
    [Alias("take-back")] Task<Outcome<UploadView>> TakeBackAsync(Guid session);

    /// <summary>Destroys what arrived of an upload that at this moment has waited for its next byte for longer than it may; any other stays as it is.</summary>
    [Alias("expire")] Task<Outcome<UploadView>> ExpireAsync(DateTimeOffset at);

    /// <summary>Destroys the key and the bytes for good; repeating it changes nothing.</summary>
    [Alias("destroy")] Task<Outcome<UploadView>> DestroyAsync();
}

/// <summary>What begins a recording. <paramref name="Metadata"/> is the client's own header, told back to it and sealed at rest.</summary>
[GenerateSerializer, Immutable, Alias("begin-recording")]
public sealed record BeginRecording(
    [property: Id(0)] Guid SessionId, [property: Id(1)] Guid SubjectId, [property: Id(2)] MediaType Media, [property: Id(3)] string Track,
    [property: Id(4)] string? QuestionId, [property: Id(5)] DateTimeOffset? StartedAt, [property: Id(6)] long? Length, [property: Id(7)] string Metadata);

/// <summary>An upload as its client sees it.</summary>
[GenerateSerializer, Immutable, Alias("upload-view")]
public sealed record UploadView(
    [property: Id(0)] TenantKey Key, [property: Id(1)] Guid SessionId, [property: Id(2)] Guid KeyId, [property: Id(3)] MediaType Media, [property: Id(4)] long Offset,
    [property: Id(5)] long? Length, [property: Id(6)] RecordingState State, [property: Id(7)] DateTimeOffset? ExpiresAt, [property: Id(8)] string Metadata,
    [property: Id(9)] int Parts, [property: Id(10)] bool IsInspected);

/// <summary>The right to add bytes, until someone else takes it. <paramref name="MayHaveTail"/> says that an earlier writer may have left sealed bytes behind.</summary>
[GenerateSerializer, Immutable, Alias("upload-lease")]
public sealed record UploadLease([property: Id(0)] Guid Id, [property: Id(1)] UploadView Upload, [property: Id(2)] bool MayHaveTail);
