using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;

namespace JobInterview.Grains.Sessions;

/// <summary>The review: blind first, evaluation is not disposition, and only a person decides (laws 5 and 6).</summary>
internal sealed partial record InterviewSession
{
    public const int RationaleLength = 2_000;

    private bool IsInReview => State is SessionState.ReadyForReview or SessionState.UnderReview or SessionState.Reviewed;

    public Decision Suggest(ImmutableArray<Suggestion> suggestions, bool unavailable) =>
        State != SessionState.Processing ? Decision.Nothing
        : Decision.Of(
        [
            .. suggestions.Select(Unquoted).Select(suggestion => suggestion.Rating is null ? (SessionEvent)new SuggestionAbstained(suggestion) : new SuggestionMade(suggestion)),
            new ScoringFinished(unavailable),
        ]);

    // A quote is the transcript's: only where it stands is kept, so that it goes with the transcript.
    private static Suggestion Unquoted(Suggestion suggestion) => suggestion with { Evidence = Unquoted(suggestion.Evidence), Contrary = Unquoted(suggestion.Contrary) };

    private static Evidence[] Unquoted(Evidence[] quotes) => [.. quotes.Select(quote => quote with { Quote = "" })];

    // What is destroyed leaves the state that it brought: of a thing that is over nothing else is asked.
    private InterviewSession Destroyed(string kind) => kind switch
    {
        "turn.committed" => this with { Turns = Turns + 1 },
        "rating.locked" or "review.requested" => this with { State = SessionState.UnderReview },
        "scorecard.submitted" => this with { State = SessionState.Reviewed },
        "decision.recorded" => this with { State = SessionState.Decided },
        _ => this,
    };

    public Decision Rate(Guid reviewer, RatingInput rating)
    {
        var faults = Faults(rating).ToArray();
        return RefuseReview() is { } refusal ? refusal
            : faults.Length > 0 ? Refusals.Invalid(faults)
            : Review.Submitted.Contains(reviewer) ? SessionRefusals.ScorecardIsSubmitted
            : Review.Locked.Contains((reviewer, rating.Competency)) ? SessionRefusals.RatingIsLocked
            : Decision.Of(new RatingLocked(reviewer, rating.Competency, rating.Rating, rating.Rationale));
    }

    public Decision Override(Guid reviewer, string competency, string reason) =>
        RefuseReview() is { } refusal ? refusal
        : FreeTextFault("/reason", reason, isRequired: true) is { } fault ? Refusals.Invalid(fault)
        : !Review.Locked.Contains((reviewer, competency)) ? SessionRefusals.RateFirst
        : Decision.Of(new RatingOverridden(reviewer, competency, reason));

    public Decision SubmitScorecard(Guid reviewer, Recommendation recommendation, string comment) =>
        RefuseReview() is { } refusal ? refusal
        : FreeTextFault("/comment", comment) is { } fault ? Refusals.Invalid(fault)
        : Review.Submitted.Contains(reviewer) ? SessionRefusals.ScorecardIsSubmitted
        : Plan.Competencies.Any(competency => !Review.Locked.Contains((reviewer, competency.Id))) ? SessionRefusals.RatingIsMissing
        : Decision.Of(new ScorecardSubmitted(reviewer, recommendation, comment));

    public Decision Decide(Guid member, Disposition disposition, string reason) =>
        State == SessionState.Decided ? SessionRefusals.AlreadyDecided
        : FreeTextFault("/reason", reason, isRequired: true) is { } fault ? Refusals.Invalid(fault)
        : !IsInReview || Review.Submitted.IsEmpty ? SessionRefusals.ScorecardIsMissing
        : Decision.Of([new DecisionRecorded(member, disposition, reason, SeenBy(member)), new DecisionNoted(member, disposition, SeenBy(member))]);

    public Decision AskReview(string reason) =>
        !IsInReview && State != SessionState.Decided ? SessionRefusals.NotReviewable
        : Review.IsAskedFor ? SessionRefusals.ReviewIsRequested
        : FreeTextFault("/reason", reason, isRequired: true) is { } fault ? Refusals.Invalid(fault)
        : Decision.Of(new ReviewRequested(reason));

    // A suggestion is shown to a reviewer once their own rating of that competency is locked, and not before.
    private ImmutableArray<string> SeenBy(Guid member) =>
        [.. Plan.Competencies.Select(competency => competency.Id).Where(id => Review.Suggested.Contains(id) && Review.Locked.Contains((member, id)))];

    private Refusal? RefuseReview() =>
        State == SessionState.Decided ? SessionRefusals.AlreadyDecided : IsInReview ? null : SessionRefusals.NotReviewable;

    private IEnumerable<Fault> Faults(RatingInput rating)
    {
        if (Plan.Competencies.All(competency => competency.Id != rating.Competency))
        {
            yield return new("/competency", "unknown-competency");
        }

        if (rating.Rating is < 1 or > 5)
        {
            yield return new("/rating", "range");
        }

        if (FreeTextFault("/rationale", rating.Rationale) is { } fault)
        {
            yield return fault;
        }
    }

    // What people read later may hide and reorder as little as an answer may.
    private static Fault? FreeTextFault(string pointer, string text, bool isRequired = false) =>
        text.Length > RationaleLength || (isRequired && text.Length == 0) ? new(pointer, "length")
        : text.Length > 0 && AnswerText.Fault(AnswerText.Normalise(text)) is { } code and not "empty" ? new(pointer, code)
        : null;
}
