using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Retention;

namespace JobInterview.Grains.Sessions;

/// <summary>Everything a session's journal says, folded for reading: transcript, consent, suggestions, review and decision.</summary>
public sealed record SessionRecord
{
    private const double SureEnough = 0.80;

    public required SessionScheduled Terms { get; init; }
    public ImmutableArray<Happened> Events { get; init; } = [];
    public ImmutableArray<TranscriptTurn> Turns { get; init; } = [];
    public ImmutableArray<(long Seq, DateTimeOffset At, ConsentGiven Given)> Consents { get; init; } = [];
    public ImmutableArray<Suggestion> Suggestions { get; init; } = [];
    public ScoringFinished? Scoring { get; init; }
    public ImmutableArray<RatingLocked> Ratings { get; init; } = [];
    public ImmutableArray<RatingOverridden> Overrides { get; init; } = [];
    public ImmutableArray<(DateTimeOffset At, ScorecardSubmitted Card)> Scorecards { get; init; } = [];
    public (DateTimeOffset At, DecisionRecorded Decision)? Decision { get; init; }
    public ReviewRequested? ReviewRequested { get; init; }
    public bool IsOver { get; init; }

    /// <summary>Parts that are destroyed: their time was over.</summary>
    public ImmutableHashSet<AssetKind> Destroyed { get; init; } = [];

    /// <summary>Parts that are under a legal hold: they are there, and nobody is shown them.</summary>
    public ImmutableHashSet<AssetKind> Withheld { get; init; } = [];

    /// <summary>Whether the interview came to its own end; only then is anything suggested.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Folds a whole journal, of withheld parts only that something happened; throws for an empty one, which is a session that does not exist.</summary>
    public static SessionRecord Of(ImmutableArray<JournalEntry> entries, IReadOnlySet<AssetKind>? withheld = null)
    {
        var events = entries.Where(entry => !SessionEventCodec.IsForRuntimeOnly(entry.Kind)).Select(entry => Read(entry, withheld)).ToImmutableArray();
        return events.Aggregate(new SessionRecord { Terms = (SessionScheduled)events[0].Event, Events = events }, (record, e) => record.With(e));
    }

    /// <summary>Whether the latest choice on a purpose is a yes.</summary>
    public bool Allows(string purpose) =>
        Consents.Reverse().SelectMany(consent => consent.Given.Purposes).FirstOrDefault(choice => choice.Purpose == purpose)?.Granted ?? false;

    /// <summary>The candidate's turns by question, verbatim.</summary>
    public IEnumerable<GivenAnswer> Answers => Turns.Where(turn => turn.Speaker == Speaker.Candidate)
        .GroupBy(turn => turn.QuestionId, (question, turns) => new GivenAnswer(question, [.. turns.Select(turn => new ScoredTurn(turn.Seq, turn.Text) { Unreadable = WhyUnreadable(turn) })]));

    /// <summary>Whether words of the candidate are still to come.</summary>
    public bool AwaitsTranscripts => Turns.Any(turn => turn.TranscriptState == TranscriptState.Pending);

    /// <summary>Whether a part is there to be read.</summary>
    public bool Keeps(AssetKind part) => !Destroyed.Contains(part) && !Withheld.Contains(part);

    /// <summary>Whether a part is not shown for a legal hold, which is not its end.</summary>
    public bool IsWithheld(AssetKind part) => Withheld.Contains(part);

    /// <summary>Why a part can not be read, or null.</summary>
    public Refusal? RefusalOf(AssetKind part) =>
        IsWithheld(part) ? HoldRefusals.Restricted
        : Keeps(part) ? null
        : part switch
        {
            AssetKind.Transcript => SessionRefusals.TranscriptIsGone,
            AssetKind.Scorecard => SessionRefusals.ScorecardsAreGone,
            _ => SessionRefusals.PartIsGone,
        };

    /// <summary>Whether a person has begun to rate, also where what they said can not be read any more.</summary>
    public bool HasReviewBegun => Decision is not null || !Ratings.IsEmpty || HasUnread<RatingLocked>();

    /// <summary>Whether the candidate asked for a human review, also where the words of it can not be read any more.</summary>
    public bool IsReviewRequested => ReviewRequested is not null || HasUnread<ReviewRequested>();

    /// <summary>The suggestion with only those quotes that stand verbatim in the candidate's named turn; without one there is no rating (law 6).</summary>
    public Suggestion Verified(Suggestion suggestion)
    {
        if (!Keeps(AssetKind.Transcript))
        {
            return suggestion with { Evidence = [], Contrary = [] };          // quotes go, and are withheld, with the words that they were taken from
        }

        var evidence = suggestion.Evidence.Where(IsVerbatim).ToArray();
        return evidence.Length == suggestion.Evidence.Length ? suggestion
            : evidence.Length > 0 ? suggestion with { Evidence = evidence }
            : suggestion with { Evidence = [], Rating = null, Abstained = suggestion.Abstained ?? Abstention.NoVerifiedEvidence };
    }

    /// <summary>What the candidate corrected within a quote: the words that were scored stay, and whoever reads them is told.</summary>
    public IEnumerable<Correction> CorrectionsOf(Evidence quote) =>
        Turns.FirstOrDefault(turn => turn.Seq == quote.TurnSeq)?.Corrections?.Where(correction => correction.IsWithin(quote.Start, quote.Length)) ?? [];

    /// <summary>What a reviewer may see: the suggestions for competencies that they have rated and locked themselves.</summary>
    public ImmutableArray<Suggestion> SuggestionsFor(Guid reviewer) =>
        [.. Suggestions.Where(suggestion => Ratings.Any(rating => rating.Reviewer == reviewer && rating.Competency == suggestion.Competency))];

    // What was typed with a recording is read like any text; what was heard only where the engine was sure, and in the interview's language.
    private static Abstention? WhyUnreadable(TranscriptTurn turn) =>
        !turn.Channel.IsSpoken() ? null
        : turn.Words is null ? turn.Text.Length == 0 ? Abstention.NoTranscript : null
        : turn.InAnotherLanguage is true ? Abstention.WrongLanguage
        : turn.Confidence < SureEnough ? Abstention.Inaudible
        : null;

    private bool IsVerbatim(Evidence evidence) =>
        Turns.FirstOrDefault(turn => turn.Seq == evidence.TurnSeq && turn.Speaker == Speaker.Candidate) is { } turn
        && evidence.Start >= 0 && evidence.Length > 0 && evidence.Start + evidence.Length <= turn.Text.Length
        && turn.Text.AsSpan(evidence.Start, evidence.Length).SequenceEqual(evidence.Quote);

    // Who decided and what is of the minimal record, which is never withheld.
    private static Happened Read(JournalEntry entry, IReadOnlySet<AssetKind>? withheld) =>
        entry.Body.Length > 0 && SessionEventCodec.PartOf(entry.Kind) is not AssetKind.DecisionRecord and var part && withheld?.Contains(part) is true
            ? new(entry.Seq, entry.At, new EventWithheld(entry.Kind, part))
            : SessionEventCodec.Decode(entry);

    private bool HasUnread<T>() where T : SessionEvent => Events.Any(happened =>
        happened.Event switch { EventDestroyed gone => gone.Kind, EventWithheld held => held.Kind, _ => null } == SessionEventCodec.KindOf<T>());

    private SessionRecord With(Happened happened) => happened.Event switch
    {
        QuestionAsked asked => Said(happened, Speaker.Interviewer, asked.Text, asked.QuestionId),
        ProbeAsked probe => Said(happened, Speaker.Interviewer, probe.Text, probe.QuestionId),
        InterviewerSpoke spoke => Said(happened, Speaker.Interviewer, spoke.Text, spoke.QuestionId),
        TurnCommitted turn => this with { Turns = Turns.Add(Given(happened, turn)) },
        TranscriptFinalized transcript => OnTurn(transcript.TurnSeq, turn => turn.Heard(transcript, isScored: Scoring is not null, Terms.Language)),
        TranscriptUnavailable gone => OnTurn(gone.TurnSeq, turn => turn with { TranscriptState = TranscriptState.Unavailable, TranscriptCause = gone.Cause }),
        TranscriptCorrected correction => OnTurn(correction.TurnSeq, turn => turn.Corrected(happened.Seq, correction)),
        ConsentGiven given => this with { Consents = Consents.Add((happened.Seq, happened.At, given)) },
        SuggestionMade made => this with { Suggestions = Suggestions.Add(Quoted(made.Suggestion)) },
        SuggestionAbstained abstained => this with { Suggestions = Suggestions.Add(Quoted(abstained.Suggestion)) },
        ScoringFinished finished => this with { Scoring = finished },
        RatingLocked rating => this with { Ratings = Ratings.Add(rating) },
        RatingOverridden overridden => this with { Overrides = Overrides.Add(overridden) },
        ScorecardSubmitted card => this with { Scorecards = Scorecards.Add((happened.At, card)) },
        DecisionRecorded decision => this with { Decision = (happened.At, decision) },
        DecisionNoted noted when Decision is null => this with { Decision = (happened.At, new(noted.DecidedBy, noted.Disposition, "", noted.SuggestionsSeen)) },
        EventDestroyed gone => this with { Destroyed = Destroyed.Add(gone.Part) },
        EventWithheld held => this with { Withheld = Withheld.Add(held.Part) },
        ReviewRequested requested => this with { ReviewRequested = requested },
        SessionCompleted => this with { IsOver = true, IsCompleted = true },
        SessionWithdrawn or SessionDeclined or SessionAbandoned or SessionNoShow or InvitationRevoked => this with { IsOver = true },
        _ => this,
    };

    private SessionRecord Said(Happened happened, Speaker speaker, string text, string questionId) =>
        this with { Turns = Turns.Add(new(happened.Seq, speaker, text, happened.At, questionId, Channel.Text)) };

    private static TranscriptTurn Given(Happened happened, TurnCommitted turn) => new(happened.Seq, Speaker.Candidate, turn.Text, happened.At, turn.QuestionId, turn.Channel)
    {
        RecordingId = turn.RecordingId,
        TranscriptState = !turn.Channel.IsSpoken() ? null : turn.AwaitsTranscript is true ? TranscriptState.Pending : TranscriptState.NotConfigured,
    };

    // Kept is where a quote stands; its words are the turn's.
    private Suggestion Quoted(Suggestion suggestion) => suggestion with { Evidence = Quoted(suggestion.Evidence), Contrary = Quoted(suggestion.Contrary) };

    private Evidence[] Quoted(Evidence[] quotes) =>
    [
        .. quotes.Select(quote => quote is { Quote: "", Start: >= 0, Length: > 0 }
            && Turns.FirstOrDefault(turn => turn.Seq == quote.TurnSeq) is { } turn && quote.Start + quote.Length <= turn.Text.Length
            ? quote with { Quote = turn.Text.Substring(quote.Start, quote.Length) } : quote),
    ];

    private SessionRecord OnTurn(long seq, Func<TranscriptTurn, TranscriptTurn> change) =>
        Turns.FirstOrDefault(turn => turn.Seq == seq) is { } known ? this with { Turns = Turns.Replace(known, change(known)) } : this;
}
