using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Tests.Interviewing.Stories;
using Xunit;

namespace JobInterview.Grains.Tests.Interviewing;

public sealed class OrdinaryStoryTests
{
    public static TheoryData<string, string, int> Cases() =>
        [.. Story.All.Select((story, number) => new TheoryDataRow<string, string, int>(story.Language, story.Question, number))];

    [Theory, MemberData(nameof(Cases))]
    public void An_ordinary_story_gets_a_rating_with_a_verified_quote(string language, string question, int number)
    {
        var text = Story.All[number].Text;
        var task = Demo.Task(language, question, text);

        var suggestion = new RuleScorer().Score(task);

        Assert.True(suggestion.Rating is >= 1 and <= 5, $"{language} {question}: {suggestion.Abstained} {string.Join("; ", suggestion.Gaps)}\n{text}");
        Assert.NotEmpty(suggestion.Evidence);
        Assert.All(suggestion.Evidence, quote => Assert.Equal(quote.Quote, text.Substring(quote.Start, quote.Length)));
    }

    [Theory, MemberData(nameof(Cases))]
    public void An_ordinary_story_is_probed_once_at_the_most(string language, string question, int number)
    {
        var text = Story.All[number].Text;
        var used = ImmutableArray<ProbeSlot>.Empty;
        var brain = new RuleBrain();

        while (brain.NextMove(Demo.Context(language, question, used, text)) is Move.Probe probe)
        {
            used = used.Add(probe.Slot);
        }

        Assert.True(used.Length <= 1, $"{language} {question}: {string.Join(", ", used)}\n{text}");
    }

    [Fact]
    public void Most_ordinary_stories_are_not_probed_at_all()
    {
        var brain = new RuleBrain();

        var probed = Story.All.Count(story => brain.NextMove(Demo.Context(story.Language, story.Question, [], story.Text)) is Move.Probe);

        Assert.True(probed <= Story.All.Count / 5, $"{probed} of {Story.All.Count} are probed.");
    }
}
