using System.Collections.Immutable;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>What a candidate said to one question of the plan.</summary>
public sealed record GivenAnswer(string QuestionId, ImmutableArray<ScoredTurn> Turns);

/// <summary>Turns an interview into suggestions, one competency at a time: by the model where there is one, else by the rules.</summary>
public sealed class SessionScoring(RuleScorer rules, IAnswerScorer? model = null)
{
    private const int FarApart = 2;

    /// <summary>One task for each competency of the plan, with every question that bears on it, also those without an answer.</summary>
    public static ImmutableArray<ScoringTask> Tasks(PlanContent plan, string language, IEnumerable<GivenAnswer> answers)
    {
        var turns = answers.ToLookup(answer => answer.QuestionId, answer => answer.Turns, StringComparer.Ordinal);
        return
        [
            .. plan.Competencies.Select(competency => new ScoringTask(competency, language,
            [
                .. plan.Questions.Where(question => question.Competencies.Contains(competency.Id, StringComparer.Ordinal))
                    .Select(question => new ScoredAnswer(question, [.. turns[question.Id].SelectMany(said => said)])),
            ])),
        ];
    }

    /// <summary>The suggestions for an interview, in the order of the plan's competencies.</summary>
    public async Task<ImmutableArray<Suggestion>> ScoreAsync(PlanContent plan, string language, IEnumerable<GivenAnswer> answers, CancellationToken cancel)
    {
        var suggestions = ImmutableArray.CreateBuilder<Suggestion>();
        foreach (var task in Tasks(plan, language, answers))
        {
            suggestions.Add(await ScoreAsync(task, cancel));
        }

        return suggestions.ToImmutable();
    }

    private async Task<Suggestion> ScoreAsync(ScoringTask task, CancellationToken cancel)
    {
        var byRules = rules.Score(task);
        if (model is null || IsNothingToRead(byRules))
        {
            return byRules;
        }

        var byModel = await model.ScoreAsync(task.Readable, cancel);
        return byModel.Abstained == Abstention.ModelUnavailable ? byRules
            : byModel.Rating is { } one && byRules.Rating is { } other && Math.Abs(one - other) >= FarApart
                ? byModel with { Rating = null, Abstained = Abstention.ScorersDisagree }
                : byModel;
    }

    // What does not pass the gate is insufficient for every scorer: a model is not asked to make something of it.
    private static bool IsNothingToRead(Suggestion suggestion) =>
        suggestion.Abstained is Abstention.NotAnswered or Abstention.TooShort or Abstention.WrongLanguage or Abstention.QuestionEcho
            or Abstention.Inaudible or Abstention.NoTranscript;
}
