namespace JobInterview.Grains.Sessions;

/// <summary>Every no that a session can say, with the code that programs rely on (DESIGN §11).</summary>
public static class SessionRefusals
{
    public static readonly Refusal TokenIsInvalid = new(RefusalKind.Unauthenticated, "room-token-invalid", "This link does not open a room.");
    public static readonly Refusal TokenIsExpired = new(RefusalKind.Unauthenticated, "invitation-expired", "This invitation has expired.");
    public static readonly Refusal TokenIsRevoked = new(RefusalKind.Unauthenticated, "invitation-revoked", "This invitation was withdrawn by the company.");

    public static readonly Refusal Ended = Conflict("session-ended", "The interview has ended.");
    public static readonly Refusal ConsentMissing = Conflict("consent-missing", "The consent that this needs has not been given.");
    public static readonly Refusal NotStarted = Conflict("session-not-started", "The interview has not been started.");
    public static readonly Refusal AlreadyStarted = Conflict("session-already-started", "The interview has started.");
    public static readonly Refusal AlreadyScheduled = Conflict("session-already-scheduled", "The session exists already.");
    public static readonly Refusal EpochIsStale = Conflict("epoch-stale", "Another connection speaks for the candidate now.");
    public static readonly Refusal QuestionIsNotOpen = Conflict("question-is-not-open", "No question is open.");
    public static readonly Refusal MessageIdIsReused = Conflict("message-id-reused", "This message id was used for another text.");
    public static readonly Refusal NoticeHasChanged = Conflict("notice-changed", "The notice has changed: read the current one.");
    public static readonly Refusal NoThinkTimeLeft = Conflict("think-time-used", "The think time of this interview has been used.");
    public static readonly Refusal NotReviewable = Conflict("not-ready-for-review", "There is nothing to review yet.");
    public static readonly Refusal RatingIsLocked = Conflict("rating-locked", "This rating is locked.");
    public static readonly Refusal RatingIsMissing = Conflict("rating-missing", "Rate each competency first.");
    public static readonly Refusal ScorecardIsSubmitted = Conflict("scorecard-submitted", "Your scorecard has been submitted.");
    public static readonly Refusal ScorecardIsMissing = Conflict("scorecard-missing", "A decision needs a submitted scorecard.");
    public static readonly Refusal AlreadyDecided = Conflict("already-decided", "A decision has been recorded.");
    public static readonly Refusal ReviewIsRequested = Conflict("review-requested", "A human review has been asked for already.");

    public static readonly Refusal ReviewHasBegun = Conflict("review-has-begun", "A person has begun to rate: the transcript can not be corrected any more.");
    public static readonly Refusal TooManyCorrections = Conflict("too-many-corrections", "This transcript has been corrected very often.");
    public static readonly Refusal TranscriptIsPending = Conflict("transcript-pending", "The transcript is not there yet.");
    public static readonly Refusal TranscriptIsMissing = Conflict("transcript-unavailable", "There is no transcript of this recording.");

    public static readonly Refusal TooManyObservers = Conflict("too-many-observers", "Very many follow this interview already.");
    public static readonly Refusal DeliveryIsOff = Conflict("delivery-off", "This interview's plan shows no delivery metrics.");

    public static readonly Refusal PartIsGone = new(RefusalKind.Gone, "part-expired", "That part of the interview is not kept any more.");
    public static readonly Refusal TranscriptIsGone = new(RefusalKind.Gone, "transcript-expired", "The transcript is not kept any more.");
    public static readonly Refusal ScorecardsAreGone = new(RefusalKind.Gone, "scorecards-expired", "Scorecards and suggestions are not kept any more.");

    /// <summary>A member sees no suggestion before an own locked rating: blind first.</summary>
    public static readonly Refusal RateFirst = new(RefusalKind.Forbidden, "rate-first", "Lock your own rating first.");

    /// <summary>Storage can not take the command now; nothing was acknowledged, and repeating it is safe.</summary>
    public static readonly Refusal Unavailable = new(RefusalKind.Unavailable, "unavailable", "This can not be saved right now. Please try again.");

    private static Refusal Conflict(string code, string text) => new(RefusalKind.Conflict, code, text);
}
