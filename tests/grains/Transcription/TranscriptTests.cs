using CsCheck;
using JobInterview.Grains.Transcription;

namespace JobInterview.Grains.Tests.Transcription;

/// <summary>Nothing of an engine is believed before it is checked.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public void Words_without_punctuation_find_their_place_in_the_text()
    {
        var transcript = Of("Well, I asked her: \"Why?\" It's fine.", ("well", 0, 0.3), ("I", 0.3, 0.4), ("asked", 0.4, 0.8), ("her", 0.8, 0.9), ("why", 1, 1.3), ("it's", 2, 2.2), ("fine.", 2.2, 2.5));

        Assert.Equal(["Well", "I", "asked", "her", "Why", "It's", "fine"], transcript.Words.Select(word => transcript.Text.Substring(word.Start, word.Length)));
        Assert.Equal((2_000, 2_200), (transcript.Words[5].StartMs, transcript.Words[5].EndMs));
    }

    [Fact]
    public void A_word_that_is_not_in_the_text_or_has_no_time_is_left_out()
    {
        var transcript = Of("I asked her.", ("I", 0, 0.1), ("banana", 0.1, 0.2), ("asked", double.NaN, 0.5), ("her", 0.6, 0.9));

        Assert.Equal(["I", "her"], transcript.Words.Select(word => transcript.Text.Substring(word.Start, word.Length)));
    }

    [Fact]
    public void Confidence_is_that_of_words_else_of_segments_by_their_length()
    {
        Assert.Equal(0.8, TranscriptConfidence.Of(new("a b", null, null, [new("a", 0, 1, 0.7), new("b", 1, 2, 0.9)], [new(0, 1, -3)])));
        Assert.Equal(Math.Round(((Math.Exp(-0.1) * 3) + Math.Exp(-1.0)) / 4, 4), TranscriptConfidence.Of(new("a b", null, null, [], [new(0, 3, -0.1), new(3, 4, -1.0)])));
        Assert.Null(TranscriptConfidence.Of(new("a b", null, null, [new("a", 0, 1, double.NaN)], [new(0, 0, -0.1), new(0, 1, 4)])));
    }

    [Fact]
    public void A_word_is_not_found_inside_another()
    {
        var transcript = Of("That man had a plan, l'homme aussi.", ("a", 0, 0.3), ("plan", 0.3, 0.4), ("l'", 0.5, 0.6), ("homme", 0.6, 0.9));

        Assert.Equal([13, 15, 21, 23], transcript.Words.Select(word => word.Start));
    }

    [Fact]
    public void Without_the_times_of_words_those_of_segments_are_kept()
    {
        HeardSegment[] segments = [new(0, 2, -0.1, " I asked her."), new(2, 3, -0.1, " banana"), new(double.NaN, 3, -0.1, " She"), new(3, 5, -0.1, " She told me.")];

        var timed = Transcript.Of(new("I asked her. She told me.", "english", 5, [], segments), "w", false)!;
        var worded = Transcript.Of(new("I asked her. She told me.", "english", 5, [new("asked", 0, 1, null)], segments), "w", false)!;

        Assert.Equal([new(0, 12, 0, 2_000), new(13, 12, 3_000, 5_000)], timed.Segments);
        Assert.Equal(timed.Segments, timed.Finalized(1).Segments!.Value);
        Assert.Empty(worded.Segments);
    }

    [Theory]
    [InlineData(6_000L, 99.0), InlineData(0L, 6.0), InlineData(null, 6.0)]
    public void A_time_behind_the_recordings_end_is_not_believed_nor_one_that_runs_backwards(long? recordingMs, double told)
    {
        HeardWord[] words = [new("I", -1, 0.2, null), new("asked", 0.2, 0.1, null), new("her", 5.5, 9, null), new("why", 7, 8, null)];
        HeardSegment[] segments = [new(0, 7, null, "I asked"), new(6, 8, null, "her why")];

        var timed = Transcript.Of(new("I asked her why.", "en", told, words, []), "w", false, recordingMs)!;
        var stretched = Transcript.Of(new("I asked her why.", "en", told, [], segments), "w", false, recordingMs)!;

        Assert.Equal([new(8, 3, 5_500, 6_000)], timed.Words);
        Assert.Equal([new(0, 7, 0, 6_000)], stretched.Segments);
        Assert.Equal((6_000, 6_000), (timed.DurationMs, stretched.DurationMs));
    }

    [Fact]
    public void Of_an_engine_that_puts_most_words_behind_the_end_no_words_time_is_believed()
    {
        HeardWord[] words = [new("I", 0, 0.3, null), new("asked", 40, 40.3, null), new("her", 80, 80.3, null)];

        var transcript = Transcript.Of(new("I asked her.", "en", 19.3, words, [new(0, 13, null, "I asked her.")]), "w", false)!;

        Assert.Empty(transcript.Words);
        Assert.Equal([new(0, 12, 0, 13_000)], transcript.Segments);
    }

    [Fact]
    public void Whatever_times_an_engine_tells_none_points_outside_the_recording() =>
        Gen.Select(Gen.Double[-2, 20], Gen.Double[-2, 20], Gen.Bool).Array[0, 30].Select(Gen.Int[1, 10_000], Gen.Double[0, 30]).Sample((times, recordingMs, told) =>
        {
            var text = string.Join(' ', times.Select((_, i) => $"w{i}"));
            HeardSpeech heard = new(text, "en", told, [.. times.Where(t => t.Item3).Select((t, i) => new HeardWord($"w{i}", t.Item1, t.Item2, null))],
                [.. times.Select((t, i) => new HeardSegment(t.Item1, t.Item2, null, $"w{i}"))]);

            var final = Transcript.Of(heard, "w", false, recordingMs)!.Finalized(1);

            Assert.All([.. final.Words, .. TimedText.Stretches(final) ?? []], said => Assert.True(said.StartMs >= 0 && said.StartMs <= said.EndMs && said.EndMs <= recordingMs));
        });

    [Fact]
    public void A_transcript_of_no_answers_length_is_none() => Assert.Null(Transcript.Of(new(new('a', 100_001), "en", 1, [], []), "w", false));

    [Fact]
    public void Whatever_an_engine_says_what_is_kept_is_clean_and_in_bounds() =>
        Gen.Select(Gen.String, Gen.Select(Gen.String[0, 12], Gen.Double, Gen.Double, Gen.Double).Array[0, 30]).Sample((text, words) =>
        {
            var pieces = text.Split(' ');
            var heard = new HeardSpeech(text, text, words.FirstOrDefault().Item2,
                [.. words.Select((word, i) => new HeardWord(i % 2 == 0 ? pieces[i % pieces.Length] : word.Item1, word.Item2, word.Item3, word.Item4))], []);
            var transcript = Transcript.Of(heard, text, false)!;
            var (at, since) = (0, 0);
            foreach (var word in transcript.Words)
            {
                Assert.True(word.Start >= at && word.Length > 0 && word.Start + word.Length <= transcript.Text.Length);
                Assert.True(word.StartMs >= since && word.EndMs >= word.StartMs);
                Assert.False(IsInside(transcript.Text, word.Start) || IsInside(transcript.Text, word.Start + word.Length));
                (at, since) = (word.Start + word.Length, word.StartMs);
            }

            Assert.DoesNotContain(transcript.Text, c => c is < ' ' and not ('\t' or '\n') || c is >= '\u202a' and <= '\u202e');
            Assert.True(transcript.Text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar));
            Assert.True(transcript.Confidence is null or (>= 0 and <= 1));
        });

    private static bool IsInside(string text, int at) => at > 0 && at < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at]);

    private static Transcript Of(string text, params (string Word, double Start, double End)[] words) =>
        Transcript.Of(new(text, "english", 9.5, [.. words.Select(word => new HeardWord(word.Word, word.Start, word.End, null))], []), "whisper-1", false)!;
}
