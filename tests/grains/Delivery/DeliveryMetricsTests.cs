using System.Collections.Immutable;
using CsCheck;
using JobInterview.Grains.Delivery;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Delivery;

/// <summary>The table of interviewing.md §4a, number by number.</summary>
public sealed class DeliveryMetricsTests
{
    [Fact]
    public void The_published_formulas_give_the_published_numbers()
    {
        // 80 words of 300 ms; after every tenth a pause of 1 s, once of 3 s; the rest follow each other.
        var answer = Answer(80, i => i == 40 ? 3_000 : i % 10 == 0 ? 1_000 : 0);

        var metrics = DeliveryMetrics.Of([answer], "en");

        Assert.Equal((80, 33.0), (metrics.Words, metrics.Seconds));
        Assert.Equal(Math.Round(80 / (33.0 / 60), 3), metrics.SpeechRate.Value);
        Assert.Equal(Math.Round(80 / (24.0 / 60), 3), metrics.ArticulationRate.Value);
        Assert.Equal(Math.Round(9 / 33.0, 3), metrics.PauseRatio.Value);
        Assert.Equal((1_000, 1), (metrics.PauseMedian.Value, metrics.LongPauses.Value));
    }

    [Theory]
    [InlineData(59, 0, "too-few-words"), InlineData(60, 0, "too-short"), InlineData(66, 0, "too-short"), InlineData(67, 0, null)]
    public void Below_sixty_words_or_twenty_seconds_there_are_no_numbers(int words, int pause, string? why)
    {
        var metrics = DeliveryMetrics.Of([Answer(words, _ => pause)], "en");

        Assert.Equal(why, metrics.SpeechRate.Why);
        Assert.Equal(why is null, metrics.SpeechRate.Value is not null);
    }

    [Fact]
    public void Hesitations_are_counted_apart_and_only_where_the_engine_writes_them_down()
    {
        var answer = Answer(80, _ => 0, i => i % 20 == 0 ? "um" : i % 40 == 1 ? "like" : "word");

        var dropped = DeliveryMetrics.Of([answer], "en");
        var kept = DeliveryMetrics.Of([answer with { KeepsFillers = true }], "en");

        Assert.Equal((76, "engine-drops-fillers"), (dropped.Words, dropped.FillerRate.Why));
        Assert.Equal((Math.Round(400 / 76.0, 3), Math.Round(200 / 76.0, 3)), (kept.FillerRate.Value, kept.PhraseRate.Value));
        Assert.Equal(0, DeliveryMetrics.Of([answer with { KeepsFillers = true }], "fr").FillerRate.Value);
    }

    [Fact]
    public void What_was_not_measured_is_said_to_be_so()
    {
        var answer = Answer(80, _ => 0);

        var silent = DeliveryMetrics.Of([answer], "en");
        var measured = DeliveryMetrics.Of([answer with { QuestionEndedMs = -700, InterviewerMs = 8_000, CutOffMs = [499, 500, 900] }], "en");

        Assert.Equal(("not-measured", "not-measured", "not-measured"), (silent.ResponseLatency.Why, silent.TalkRatio.Why, silent.Overlap.Why));
        Assert.Equal((700, 0.75, 300), (measured.ResponseLatency.Value, measured.TalkRatio.Value, measured.Overlap.Value));
    }

    [Fact]
    public void Any_words_and_times_give_numbers_in_their_range() =>
        Gen.Select(Gen.Int[-50, 4_000], Gen.Int[-10, 12], Gen.Int[-100, 90_000], Gen.Int[-100, 90_000]).Array[0, 150].Sample(words =>
        {
            var text = new string('a', 3_000);
            var answer = new SpokenAnswer(1, text, [.. words.Select(w => new SpokenWord(w.Item1, w.Item2, w.Item3, w.Item4)).OrderBy(w => w.StartMs)], true);

            var metrics = DeliveryMetrics.Of([answer, answer], "en");

            Assert.True(metrics.SpeechRate.Value is null or (> 0 and < 1_000_000));
            Assert.True(metrics.ArticulationRate.Value is null || metrics.ArticulationRate.Value >= metrics.SpeechRate.Value - 0.001);
            Assert.True(metrics.PauseRatio.Value is null or (>= 0 and <= 1));
            Assert.Equal(metrics.SpeechRate.Value is null, metrics.SpeechRate.Why is not null);
        });

    private static SpokenAnswer Answer(int count, Func<int, int> pauseBefore, Func<int, string>? word = null)
    {
        var (text, words, at) = (new System.Text.StringBuilder(), ImmutableArray.CreateBuilder<SpokenWord>(), 500);
        for (var i = 0; i < count; i++)
        {
            var said = word?.Invoke(i) ?? "word";
            at += i == 0 ? 0 : pauseBefore(i);
            words.Add(new(text.Length, said.Length, at, at + 300));
            text.Append(said).Append(' ');
            at += 300;
        }

        words[0] = words[0] with { StartMs = 0, EndMs = 300 };
        return new(1, text.ToString(), [.. words.Select((w, i) => i == 0 ? w : w with { StartMs = w.StartMs - 500, EndMs = w.EndMs - 500 })], false);
    }
}
