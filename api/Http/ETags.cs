using System.Globalization;
using JobInterview.Grains;
using Microsoft.Net.Http.Headers;

namespace JobInterview.Api.Http;

/// <summary>Strong entity tags made from a revision.</summary>
public static class ETags
{
    /// <summary>The tag of a revision: <c>"r7"</c>.</summary>
    public static string Of(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"r{revision}\"");

    /// <summary>Tells the client which revision it got.</summary>
    public static void SetRevision(this HttpResponse response, long revision) => response.Headers.ETag = Of(revision);
}

/// <summary>The <c>If-Match</c> of a request, read into a revision.</summary>
public sealed class IfMatch
{
    private readonly List<EntityTagHeaderValue> _tags;
    private readonly Refusal? _refusal;

    private IfMatch(List<EntityTagHeaderValue> tags, Refusal? refusal) => (_tags, _refusal) = (tags, refusal);

    /// <summary>The revision that the client read, for a change that must name it; null stands for <c>*</c>.</summary>
    public Outcome<Precondition> Required => _refusal is { } refusal ? refusal
        : _tags.Count == 0 ? HttpRefusals.PreconditionRequired
        : Read();

    /// <summary>The revision that the client read, where naming it is its choice.</summary>
    public Outcome<Precondition> Optional => _refusal is { } refusal ? refusal : _tags.Count == 0 ? new Precondition(null) : Read();

    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        return ValueTask.FromResult(
            header.Count == 0 ? new IfMatch([], null)
            : EntityTagHeaderValue.TryParseStrictList(header!, out var tags) ? new IfMatch([.. tags], null)
            : new IfMatch([], new(RefusalKind.Malformed, "bad-if-match", "If-Match is a list of entity tags.")));
    }

    private Outcome<Precondition> Read()
    {
        if (_tags.Exists(tag => tag.Equals(EntityTagHeaderValue.Any)))
        {
            return new Precondition(null);
        }

        // A weak tag never matches strongly; several tags name several revisions, of which one only can be current: the newest.
        var revisions = _tags.Where(tag => !tag.IsWeak).Select(tag => RevisionOf(tag.Tag.AsSpan())).OfType<long>().ToArray();
        return revisions.Length == 0 ? Refusals.VersionIsStale : new Precondition(revisions.Max());
    }

    private static long? RevisionOf(ReadOnlySpan<char> tag) =>
        tag is ['"', 'r', .. var digits, '"'] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;

}

/// <summary>Which revision a change is for; null stands for whichever is current.</summary>
public readonly record struct Precondition(long? Revision);
