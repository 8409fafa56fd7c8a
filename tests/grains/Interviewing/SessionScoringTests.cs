using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Tests.Interviewing.Stories;
using Xunit;

namespace JobInterview.Grains.Tests.Interviewing;

public sealed class SessionScoringTests
{
    private readonly SessionScoring _scoring = new(new RuleScorer());

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task An_ordinary_interview_gets_a_suggestion_for_every_competency(string language)
    {
        var plan = Demo.Plan(language);
        ImmutableArray<GivenAnswer> answers =
            [.. plan.Questions.Select((question, index) => new GivenAnswer(question.Id, [new(10 + index, Story.All.First(story => story.Language == language && story.Question == question.Id).Text)]))];

        var suggestions = await _scoring.ScoreAsync(plan, language, answers, CancellationToken.None);

        Assert.Equal(plan.Competencies.Select(competency => competency.Id), suggestions.Select(suggestion => suggestion.Competency));
        Assert.All(suggestions, suggestion => Assert.True(suggestion is { Rating: not null, Evidence.Length: > 0 }));
    }

    [Fact]
    public async Task A_competency_whose_questions_were_not_answered_is_not_rated()
    {
        var suggestions = await _scoring.ScoreAsync(Demo.Plan("en"), "en", [], CancellationToken.None);

        Assert.All(suggestions, suggestion => Assert.Equal((null, Abstention.NotAnswered), (suggestion.Rating, suggestion.Abstained)));
    }

    [Fact]
    public void A_task_holds_only_the_answers_that_bear_on_its_competency()
    {
        var plan = Demo.Plan("en");
        ImmutableArray<GivenAnswer> answers = [.. plan.Questions.Select(question => new GivenAnswer(question.Id, [new(1, question.Id)]))];

        var task = SessionScoring.Tasks(plan, "en", answers).Single(task => task.Competency.Id == "resolving");

        Assert.Equal(["disagreement", "unhappy-customer"], task.Answers.Select(answer => answer.Turns.Single().Text));
    }
}
