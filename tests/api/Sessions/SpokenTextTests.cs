using CsCheck;
using JobInterview.Api.Sessions;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Tests.Sessions;

/// <summary>A transcript cut at quotes and sentences.</summary>
public sealed class SpokenTextTests
{
    private const string Text = "I asked her why. We tried it. Then 3.5 weeks passed";

    private static readonly SpokenWord[] Words = [.. WordsOf(Text, pauseAfter: -1)];

    [Fact]
    public void Sentences_end_at_full_stops_and_know_their_times()
    {
        var sentences = SpokenText.Sentences(Text, Words);

        Assert.Equal(["I asked her why.", "We tried it.", "Then 3.5 weeks passed"], sentences.Select(sentence => Text[sentence.Start..sentence.End]));
        Assert.Equal((1_600, 2_700), (sentences[1].StartMs, sentences[1].EndMs));
    }

    [Fact]
    public void A_long_pause_ends_a_sentence_too()
    {
        var sentences = SpokenText.Sentences("so we left and came back", [.. WordsOf("so we left and came back", pauseAfter: 2)]);

        Assert.Equal(2, sentences.Length);
    }

    [Fact]
    public void Words_that_do_not_fit_the_text_give_no_sentences() => Assert.Empty(SpokenText.Sentences("short", [new(0, 40, 0, 100)]));

    [Fact]
    public void No_letter_is_lost_or_doubled_whatever_is_quoted() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 30]).Array[0, 4].Sample(quotes =>
        {
            var marks = quotes.Select((quote, i) => (i + 1, new Evidence(1, quote.Item1, quote.Item2, "")));

            var pieces = SpokenText.Pieces(Text, SpokenText.Sentences(Text, Words), marks);

            return string.Concat(pieces.Select(piece => piece.Text)) == Text;
        });

    private static IEnumerable<SpokenWord> WordsOf(string text, int pauseAfter)
    {
        var (at, ms) = (0, 0);
        foreach (var (word, i) in text.Split(' ').Select((word, i) => (word, i)))
        {
            yield return new(at, word.Length, ms, ms + 300);
            at += word.Length + 1;
            ms += i == pauseAfter ? 2_000 : 400;
        }
    }
}
