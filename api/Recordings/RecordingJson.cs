using System.Collections.Immutable;
using System.Security.Cryptography;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Api.Recordings;

/// <summary>A recording as staff and API clients see it (DESIGN §11).</summary>
/// <param name="DueAt">When it is destroyed; null while the interview runs, under a legal hold, and where nothing sets a limit.</param>
/// <param name="Rule">Why then.</param>
public sealed record RecordingJson(
    string Id, string SessionId, RecordingKind Kind, string Track, string ContentType, long Bytes, long? DurationMs, RecordingState State, DateTimeOffset? DueAt,
    string Rule, string? QuestionId, DateTimeOffset? StartedAt, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt)
{
    public static RecordingJson Of(RecordingListing recording, RetentionPolicy policy, DateTimeOffset now)
    {
        var due = recording.DueBy(policy, now);
        return new(
            RandomId.Format(recording.Key.Id), RandomId.Format(recording.SessionId), recording.Kind, recording.Track, recording.ContentType, recording.Bytes,
            recording.DurationMs, recording.State, due.DueAt, due.Rule, recording.QuestionId, recording.StartedAt, recording.CreatedAt, recording.CompletedAt);
    }
}

/// <summary>What proves that nothing is missing: parts without a gap from 0 on, each with the SHA-256 of its bytes, and one over all of these.</summary>
public sealed record ManifestJson(string Id, RecordingState State, long Bytes, string Sha256OfParts, PartJson[] Parts)
{
    public static ManifestJson Of(RecordingListing recording, ImmutableArray<RecordingPart> parts) => new(
        RandomId.Format(recording.Key.Id), recording.State, recording.Bytes, Convert.ToHexStringLower(SHA256.HashData([.. parts.SelectMany(part => part.Sha256)])),
        [.. parts.Select(part => new PartJson(part.Offset, part.Length, Convert.ToHexStringLower(part.Sha256)))]);
}

/// <summary>A run of bytes that was acknowledged as one.</summary>
public sealed record PartJson(long Offset, long Length, string Sha256);

/// <summary>A short link to a recording, for its maker alone: to the bytes as they are, and to the same for players.</summary>
public sealed record MediaLinkJson(string Url, string PlaybackUrl, DateTimeOffset ExpiresAt);
