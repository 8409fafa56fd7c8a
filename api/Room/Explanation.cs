using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Room;

/// <summary>What a candidate is told: which software suggested what on which of their own words, that a person decides, and what was decided.</summary>
/// <param name="OnLegalHold">What is left out since it is under a legal hold; it shows again, or is destroyed, when that ends.</param>
public sealed record Explanation(
    string Status, Suggestion[] Suggestions, string? Decision, string? Reason, DateTimeOffset? DecidedAt, bool ReviewRequested, AssetKind[] OnLegalHold)
{
    /// <summary>Suggestions are shown to the candidate once a person has decided, so that they never look like the decision.</summary>
    public static Explanation Of(SessionRecord record) => record.Decision is { } decided
        ? new("decided", [.. record.Suggestions.Select(record.Verified)], Word(decided.Decision.Disposition), record.Keeps(AssetKind.Decision) ? decided.Decision.Reason : null, decided.At, record.IsReviewRequested, Withheld(record))
        : new(record.IsOver ? "inReview" : "open", [], null, null, null, record.IsReviewRequested, Withheld(record));

    private static AssetKind[] Withheld(SessionRecord record) => [.. record.Withheld.Order()];

    private static string Word(Disposition disposition) => disposition switch
    {
        Disposition.Advance => "advance",
        Disposition.Hold => "hold",
        _ => "decline",
    };
}
