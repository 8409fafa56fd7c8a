using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Interviewing;

/// <summary>How long a silence may last (interviewing.md §4a.4).</summary>
public sealed class EndpointingTests
{
    private const string Story = "Last spring I asked Ana why she wanted it, I proposed a trial, and as a result complaints fell by 30 percent";

    [Theory]
    [InlineData("en", "", 1.5)]
    [InlineData("en", "It was about the delivery order", 1.5)]
    [InlineData("en", Story, 0.9)]
    [InlineData("en", Story + ".", 0.9)]
    [InlineData("en", Story + " and", 3.5)]
    [InlineData("en", Story + ", because", 3.5)]
    [InlineData("en", "We talked about it so", 3.5)]
    [InlineData("en", "I asked her, um", 3.5)]
    [InlineData("fr", "C'était au sujet des livraisons", 1.5)]
    [InlineData("fr", "Nous n'étions pas d'accord parce que", 3.5)]
    [InlineData("fr", "J'ai demandé pourquoi, euh", 3.5)]
    public void The_patience_follows_what_was_said(string language, string said, double seconds) =>
        Assert.Equal(seconds, After(language, said));

    [Theory]
    [InlineData(0.9, "I asked Ana why she wanted it.", "As a result complaints fell.")]
    [InlineData(0.9, Story, "Repeat the question, please")]
    [InlineData(1.5, "We talked about the order.", "It was about the plan.")]
    [InlineData(1.5, Story + " and", "It was about the")]
    [InlineData(3.5, Story, "I did it because")]
    [InlineData(1.5, Story, "Give me a second")]
    public void All_answers_to_the_question_tell_the_story_and_the_last_one_how_it_breaks_off(double seconds, params string[] answers) =>
        Assert.Equal(seconds, After("en", answers));

    [Theory]
    [InlineData("en", "We disagreed. Give me a second.", 45, 1.5)]
    [InlineData("en", Story + ". Give me a second", 45, 1.5)]
    [InlineData("en", "Let me think", 45, 1.5)]
    [InlineData("fr", "Un instant", 45, 1.5)]
    [InlineData("en", Story + " and", 3.5, 3.5)]
    [InlineData("en", Story, 0.9, 0.9)]
    public void A_moment_asked_for_in_words_lasts_until_they_speak_on(string language, string said, double first, double later)
    {
        var heard = Heard.Of(Demo.Context(language, "disagreement", [], said));

        Assert.Equal((first, later), (Endpointing.FirstPatienceAfter(heard, TimeFactor.Usual).TotalSeconds, Endpointing.PatienceAfter(heard, TimeFactor.Usual).TotalSeconds));
    }

    [Fact]
    public void A_new_question_begins_with_the_plain_patience() => Assert.Equal(1.5, After("en"));

    private static double After(string language, params string[] answers) =>
        Endpointing.PatienceAfter(Heard.Of(Demo.Context(language, "disagreement", [], answers)), TimeFactor.Usual).TotalSeconds;
}
