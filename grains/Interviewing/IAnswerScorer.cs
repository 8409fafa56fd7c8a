using System.Collections.Immutable;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>Suggests a rating for one competency from the candidate's own words, or abstains; people decide.</summary>
public interface IAnswerScorer
{
    BrainId Id { get; }

    ValueTask<Suggestion> ScoreAsync(ScoringTask task, CancellationToken cancel);
}

/// <summary>One competency and the answers that bear on it: no name, no voice, no other score, no other candidate.</summary>
public sealed record ScoringTask(Competency Competency, string Language, ImmutableArray<ScoredAnswer> Answers)
{
    /// <summary>The same without the words that nobody can rely on.</summary>
    public ScoringTask Readable => this with { Answers = [.. Answers.Select(answer => answer.Readable)] };
}

/// <summary>A question and what the candidate said to it, turn by turn.</summary>
public sealed record ScoredAnswer(Question Question, ImmutableArray<ScoredTurn> Turns)
{
    public ScoredAnswer Readable => Turns.All(turn => turn.Unreadable is null) ? this : this with { Turns = [.. Turns.Where(turn => turn.Unreadable is null)] };

    /// <summary>Why none of it can be read, or null when some of it can.</summary>
    public Abstention? Unreadable => Turns.Any(turn => turn.Unreadable is null) ? null : Turns.Select(turn => turn.Unreadable).FirstOrDefault();
}

/// <summary>One candidate turn: its journal number and its words, verbatim.</summary>
public sealed record ScoredTurn(long Seq, string Text)
{
    /// <summary>Why the words of a spoken turn can not be relied on: they are not there, were heard badly, or are in another language.</summary>
    public Abstention? Unreadable { get; init; }
}

/// <summary>A suggestion with the evidence for it; a rating without verified evidence does not exist.</summary>
/// <param name="Competency">The competency's id in the pinned plan.</param>
/// <param name="Rating">1 to 5, or null when abstained.</param>
/// <param name="Abstained">Why there is no rating.</param>
/// <param name="Evidence">Verbatim quotes, in order of turn and start.</param>
/// <param name="Gaps">What was looked for and not found, in words.</param>
/// <param name="Coverage">Share of the competency's indicator groups that were met, 0 to 1.</param>
/// <param name="InputHash">SHA-256 over everything that entered, in hex: the same input gives the same suggestion.</param>
[GenerateSerializer, Immutable, Alias("suggestion")]
public sealed record Suggestion(
    [property: Id(0)] string Competency, [property: Id(1)] int? Rating, [property: Id(2)] Abstention? Abstained,
    [property: Id(3)] Evidence[] Evidence, [property: Id(4)] string[] Gaps, [property: Id(5)] BrainId Scorer,
    [property: Id(6)] double Coverage, [property: Id(7)] string InputHash)
{
    /// <summary>Signs of the lowest level beside a higher rating, for people to weigh.</summary>
    [Id(8)] public Evidence[] Contrary { get; init; } = [];
}

/// <summary>A verbatim substring of the candidate's turn, in UTF-16 units.</summary>
[GenerateSerializer, Immutable, Alias("evidence")]
public sealed record Evidence(
    [property: Id(0)] long TurnSeq, [property: Id(1)] int Start, [property: Id(2)] int Length, [property: Id(3)] string Quote);

/// <summary>Why a scorer gave no rating.</summary>
[GenerateSerializer]
public enum Abstention
{
    TooShort, NotAnswered, WrongLanguage, QuestionEcho, NoVerifiedEvidence, PassesDisagree, ScorersDisagree, InjectionSensitive, ModelUnavailable,
    Inaudible, NoTranscript,
}
