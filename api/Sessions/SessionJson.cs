using System.Text.Json.Serialization;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Sessions;

/// <summary>A session as staff and API clients see it (DESIGN §11).</summary>
public sealed record SessionJson(
    string Id, SessionState State, string PlanId, int PlanVersion, string PlanTitle, CandidateJson Candidate, string Language,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int Turns, int QuestionIndex, int QuestionCount)
{
    public static SessionJson Of(SessionSummary summary) => new(
        RandomId.Format(summary.Id), summary.Listing.State, RandomId.Format(summary.Listing.PlanId), summary.Listing.PlanVersion, summary.Listing.PlanTitle,
        new(RandomId.Format(summary.Listing.SubjectId), summary.CandidateName, summary.CandidateEmail), summary.Listing.Language,
        summary.Listing.CreatedAt, summary.Listing.StartedAt, summary.Listing.EndedAt, summary.Listing.Turns, summary.Listing.QuestionIndex, summary.Listing.QuestionCount);
}

/// <summary>Who sits the interview.</summary>
public sealed record CandidateJson(string SubjectId, string Name, string Email);

/// <summary>What was said, in order; <c>seq</c> is the session's own number and not gap-free over turns.</summary>
public sealed record TranscriptJson(TranscriptTurn[] Turns);

/// <summary>Suggestions with their evidence; <c>items</c> is empty until they are ready.</summary>
public sealed record SuggestionsJson(SuggestionJson[] Items, string Status)
{
    public static SuggestionsJson Of(SessionRecord record, IEnumerable<Suggestion> shown) => record.Scoring switch
    {
        null when record is { IsOver: true, IsCompleted: false } => new([], "unavailable"),
        null => new([], "pending"),
        { Unavailable: true } => new([], "unavailable"),
        _ => new([.. shown.Select(record.Verified).Select(suggestion => SuggestionJson.Of(suggestion, record))], "ready"),
    };
}

/// <summary>One suggestion: a rating stands only on verbatim quotes, <c>start</c> and <c>length</c> count UTF-16 units of the turn's text.</summary>
public sealed record SuggestionJson(
    string Competency, int? Rating, Abstention? Abstained, EvidenceJson[] Evidence, string[] Gaps, ScorerJson Scorer, double Coverage)
{
    public static SuggestionJson Of(Suggestion suggestion, SessionRecord record) => new(
        suggestion.Competency, suggestion.Rating, suggestion.Abstained, [.. suggestion.Evidence.Select(quote => EvidenceJson.Of(quote, record))], suggestion.Gaps,
        new(suggestion.Scorer.Kind, suggestion.Scorer.Version), suggestion.Coverage);
}

/// <summary>One quote; <c>corrected</c> is there, and true, where the candidate has corrected words of it: what they say instead stands in the transcript.</summary>
public sealed record EvidenceJson(
    long TurnSeq, int Start, int Length, string Quote, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Corrected)
{
    public static EvidenceJson Of(Evidence quote, SessionRecord record) =>
        new(quote.TurnSeq, quote.Start, quote.Length, quote.Quote, record.CorrectionsOf(quote).Any() ? true : null);
}

/// <summary>Which scorer suggested it.</summary>
public sealed record ScorerJson(BrainKind Kind, string Version);

/// <summary>A reviewer's scorecard.</summary>
public sealed record ScorecardJson(string Reviewer, RatingJson[] Ratings, Recommendation? Recommendation, string? Comment, DateTimeOffset? SubmittedAt)
{
    public static ScorecardJson[] Of(SessionRecord record) =>
    [
        .. record.Ratings.GroupBy(rating => rating.Reviewer).Select(ratings =>
        {
            var card = record.Scorecards.Where(card => card.Card.Reviewer == ratings.Key).Cast<(DateTimeOffset At, ScorecardSubmitted Card)?>().FirstOrDefault();
            return new ScorecardJson(
                RandomId.Format(ratings.Key), [.. ratings.Select(rating => new RatingJson(rating.Competency, rating.Rating, rating.Rationale))],
                card?.Card.Recommendation, card?.Card.Comment, card?.At);
        }),
    ];
}

/// <summary>One locked rating: 1 to 5, or null for insufficient evidence.</summary>
public sealed record RatingJson(string Competency, int? Rating, string Rationale = "");

/// <summary>A scorecard handed in.</summary>
public sealed record ScorecardBody(Recommendation Recommendation, string Comment = "");

/// <summary>A person's decision, with the reason the candidate can read; 1 to 2,000 characters.</summary>
public sealed record DecisionBody(Disposition Disposition, string Reason);

/// <summary>A recorded decision; <paramref name="Reason"/> is null once only the minimal record of it is kept, and while the rest is under a legal hold.</summary>
/// <param name="OnLegalHold">Whether the reason is there and not shown.</param>
public sealed record DecisionJson(string DecidedBy, Disposition Disposition, string? Reason, string[] SuggestionsSeen, DateTimeOffset At, bool OnLegalHold)
{
    public static DecisionJson? Of(SessionRecord record) => record.Decision is not { } decided ? null : new(
        RandomId.Format(decided.Decision.DecidedBy), decided.Decision.Disposition, record.Keeps(AssetKind.Decision) ? decided.Decision.Reason : null,
        [.. decided.Decision.SuggestionsSeen], decided.At, record.IsWithheld(AssetKind.Decision));
}
