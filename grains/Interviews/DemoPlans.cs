using System.Collections.Immutable;
using JobInterview.Grains.Interviews.Library;

namespace JobInterview.Grains.Interviews;

/// <summary>The two interviews of the demo company: a team coordinator, in English and in French.</summary>
public static class DemoPlans
{
    public static PlanContent English { get; } = Plan(
        "Team coordinator", "en",
        "You will be asked six questions, in the same words as everybody else. Take your time: thinking is not held against you.");

    public static PlanContent French { get; } = Plan(
        "Coordinateur ou coordinatrice d'équipe", "fr",
        "Six questions vous seront posées, dans les mêmes mots que pour tout le monde. Prenez votre temps : réfléchir ne vous desservira pas.");

    private static PlanContent Plan(string title, string language, string introduction)
    {
        ImmutableArray<string> languages = [language];
        ImmutableArray<LibraryCompetency> competencies =
            [Resolving.Competency, LeadingChange.Competency, Ownership.Competency, Planning.Competency, Motivation.Competency];
        var questions = competencies.SelectMany(competency => competency.Questions.Select(question => question.Only(languages, competency.Id))).ToDictionary(question => question.Id);
        return new()
        {
            Title = title,
            Languages = languages,
            Introduction = introduction,
            Competencies = [.. competencies.Select(competency => competency.Only(languages))],
            Questions =
            [
                questions["disagreement"], questions["change"], questions["unhappy-customer"], questions["mistake"], questions["deadlines"], questions["motivation"],
            ],
        };
    }
}
