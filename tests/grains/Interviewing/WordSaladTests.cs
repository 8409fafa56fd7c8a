using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Tests.Interviewing.Stories;
using Xunit;

namespace JobInterview.Grains.Tests.Interviewing;

public sealed class WordSaladTests
{
    [Fact]
    public void No_ordinary_story_is_taken_for_words_in_no_order() =>
        Assert.DoesNotContain(Story.All, story => WordSalad.Is([ReadTurn.Of(new(1, story.Text), Lexicon.Of(story.Language))], Lexicon.Of(story.Language)));

    [Fact]
    public void The_same_words_in_no_order_are_seldom_rated()
    {
        var shuffled = Story.All.Select((story, number) => story with { Text = Shuffled(story.Text, number) }).ToList();

        var rated = shuffled.Count(story => Demo.Score(story.Language, story.Question, story.Text).Rating is not null);

        Assert.True(rated <= shuffled.Count / 8, $"{rated} of {shuffled.Count} are rated.");
    }

    private static string Shuffled(string text, int seed)
    {
        var words = text.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).ToLowerInvariant().Split(' ');
        new Random(seed).Shuffle(words);
        return string.Join(' ', words);
    }
}
