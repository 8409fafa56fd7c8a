using JobInterview.Grains.Interviewing;

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
    [InlineData("en", "We disagreed. Give me a second.", 45)]
    [InlineData("en", "Let me think", 45)]
    [InlineData("fr", "C'était au sujet des livraisons", 1.5)]
    [InlineData("fr", "Nous n'étions pas d'accord parce que", 3.5)]
    [InlineData("fr", "J'ai demandé pourquoi, euh", 3.5)]
    [InlineData("fr", "Un instant", 45)]
    public void The_patience_follows_what_was_said(string language, string said, double seconds) =>
        Assert.Equal(seconds, Endpointing.PatienceAfter(said, language).TotalSeconds, 3);

    [Theory]
    [InlineData(2, 3.0), InlineData(0.1, 1.5), InlineData(double.NaN, 1.5), InlineData(1_000, 1.5)]
    public void An_accommodation_only_ever_gives_more(double factor, double seconds) =>
        Assert.Equal(seconds, Endpointing.PatienceAfter("It was about the order", "en", accommodation: factor).TotalSeconds, 3);

    [Fact]
    public void Asking_for_time_by_a_button_counts_like_words() =>
        Assert.Equal(Endpointing.AfterThinking, Endpointing.PatienceAfter(Story, "en", isThinking: true));
}
