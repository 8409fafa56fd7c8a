using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>Finds stated evidence in the words spoken. It does not understand meaning or truth, and abstains where it finds none.</summary>
public sealed class RuleScorer : IAnswerScorer
{
    private const int NoStory = 2;
    private const int NoResult = 3;

    /// <summary>The name of these rules in the record; it changes when they do.</summary>
    public static BrainId Name { get; } = new(BrainKind.Rules, "1");

    public BrainId Id => Name;

    public ValueTask<Suggestion> ScoreAsync(ScoringTask task, CancellationToken cancel) => new(Score(task));

    /// <summary>The suggestion, at once: a pure function of the rubric and the words.</summary>
    public Suggestion Score(ScoringTask task)
    {
        var lexicon = Lexicon.Of(task.Language);
        var refusals = new List<Abstention>();
        var answers = new List<AnswerReading>();
        foreach (var given in task.Answers)
        {
            var answer = given.Readable;
            var read = AnswerReading.Of(answer, task.Language, lexicon);
            if ((given.Unreadable ?? AnswerGate.Refuses(answer.Question, read.Turns, task.Language)) is { } refusal)
            {
                refusals.Add(refusal);
            }
            else
            {
                answers.Add(read);
            }
        }

        var sentences = answers.SelectMany(answer => answer.Sentences).ToList();
        var matches = task.Competency.Anchors.OrderBy(anchor => anchor.Level).Select(anchor => AnchorMatch.Of(anchor, task.Language, sentences)).ToList();
        return answers.Count == 0
            ? Abstain(task, matches, refusals.Count == 0 ? Abstention.NotAnswered : refusals.MaxBy(why => why == Abstention.NotAnswered ? -1 : (int)why))
            : Rate(task, matches, answers, lexicon);
    }

    private Suggestion Rate(ScoringTask task, List<AnchorMatch> matches, List<AnswerReading> answers, Lexicon lexicon)
    {
        if (matches.FindLast(match => match.IsMet) is not { } best)
        {
            return Abstain(task, matches, Abstention.NoVerifiedEvidence);
        }

        var evidence = best.Hits.Select(Quotation.Of).OfType<Evidence>().Distinct().OrderBy(quote => quote.TurnSeq).ThenBy(quote => quote.Start).ToArray();
        if (evidence.Length == 0)
        {
            return Abstain(task, matches, Abstention.NoVerifiedEvidence);
        }

        var (cap, gaps) = Cap(task, answers, lexicon);
        var rating = Math.Min(best.Anchor.Level, cap);
        gaps.AddRange(GapsAbove(rating, matches, task.Language));
        return Suggest(task, rating, null, evidence, gaps, matches) with { Contrary = rating > 1 ? Contrary(matches, rating) : [] };
    }

    // A story is asked for only by a question about the past: reasons and knowledge need none.
    private static (int Cap, List<string> Gaps) Cap(ScoringTask task, List<AnswerReading> answers, Lexicon lexicon)
    {
        if (!task.Answers.Any(answer => AsksForAStory(answer.Question)))
        {
            return (5, []);
        }

        var readings = answers.Where(answer => AsksForAStory(answer.Question)).SelectMany(answer => answer.Turns).Select(turn => turn.Reading).ToArray();
        var said = StarSlots.Of(readings, lexicon);
        var cap = said.Specific && said.OwnRole ? said.Result ? 5 : NoResult : NoStory;
        return (cap, [.. GapTexts.Of(said, lexicon)]);
    }

    private static bool AsksForAStory(Question question) => question.Kind is QuestionKind.PastBehaviour or QuestionKind.Experience;

    // A sign of the lowest level beside a higher one is for people to weigh.
    private static Evidence[] Contrary(List<AnchorMatch> matches, int rating) =>
        [.. matches.Where(match => match is { IsMet: true, Anchor.Level: 1 } && rating > 1).SelectMany(match => match.Hits).Select(Quotation.Of).OfType<Evidence>().Distinct()];

    private static IEnumerable<string> GapsAbove(int rating, List<AnchorMatch> matches, string language) =>
        matches.Where(match => match.Anchor.Level > Math.Max(rating, 1)).SelectMany(match => match.Unmet).Select(group => group.Name.In(language)).Distinct(StringComparer.Ordinal);

    private Suggestion Abstain(ScoringTask task, List<AnchorMatch> matches, Abstention why) =>
        Suggest(task, null, why, [], [.. GapsAbove(0, matches, task.Language)], matches);

    private Suggestion Suggest(ScoringTask task, int? rating, Abstention? why, Evidence[] evidence, List<string> gaps, List<AnchorMatch> matches)
    {
        var groups = matches.Sum(match => match.Anchor.Groups.Length);
        var met = groups - matches.Sum(match => match.Unmet.Length);
        var coverage = groups == 0 ? 0 : Math.Round((double)met / groups, 4);
        return new(task.Competency.Id, rating, why, evidence, [.. gaps], Id, coverage, InputHash.Of(Id, task));
    }
}
