using System.Buffers;
using System.Globalization;
using JobInterview.Api.Http;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;

namespace JobInterview.Api.Recordings;

/// <summary>What a client says about a recording; only <c>filetype</c> is required, names that we do not know are told back and not read.</summary>
internal sealed record UploadMetadata(MediaType Media, string Track, string? QuestionId, DateTimeOffset? StartedAt)
{
    private const string DefaultTrack = "candidate";
    private static readonly SearchValues<char> TrackCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static Outcome<UploadMetadata> Of(Dictionary<string, string> told)
    {
        var track = told.GetValueOrDefault("track", DefaultTrack);
        var question = told.GetValueOrDefault("questionId");
        var startedAt = told.GetValueOrDefault("startedAt");
        DateTimeOffset? started = DateTimeOffset.TryParse(
            startedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at.Truncate() : null;
        Fault?[] faults =
        [
            track.Length is 0 or > 40 || track.AsSpan().ContainsAnyExcept(TrackCharacters) ? new("/track", "not-a-track") : null,
            question is null ? null : TextRules.Line("/questionId", question, 100),
            startedAt is not null && started is null ? new("/startedAt", "not-a-time") : null,
        ];
        return !MediaType.TryParse(told.GetValueOrDefault("filetype"), out var media) ? TusRefusals.TypeIsUnknown
            : faults.OfType<Fault>().ToArray() is { Length: > 0 } wrong ? Refusals.Invalid(wrong)
            : new UploadMetadata(media, track, question, started);
    }
}
