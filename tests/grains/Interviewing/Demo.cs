using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Tests.Interviewing;

/// <summary>Answers to the questions of the demo's plans.</summary>
internal static class Demo
{
    public static readonly ImmutableArray<ProbeSlot> AnySlot = [.. Enum.GetValues<ProbeSlot>()];

    public static PlanContent Plan(string language) => language == "fr" ? DemoPlans.French : DemoPlans.English;

    public static Question Question(string language, string question) => Plan(language).Question(question)!;

    public static ScoringTask Task(string language, string question, params string[] turns)
    {
        var asked = Question(language, question);
        var competency = Plan(language).Competencies.Single(candidate => candidate.Id == asked.Competencies[0]);
        return new(competency, language, [new(asked, [.. turns.Select((text, index) => new ScoredTurn(10 + index, text))])]);
    }

    public static Suggestion Score(string language, string question, params string[] turns) => new RuleScorer().Score(Task(language, question, turns));

    public static TurnContext Context(string language, string question, ImmutableArray<ProbeSlot> used, params string[] answers) =>
        new(Question(language, question), language, [.. answers], used, AnySlot);

    public static Move Next(string language, string question, params string[] answers) => new RuleBrain().NextMove(Context(language, question, [], answers));
}
