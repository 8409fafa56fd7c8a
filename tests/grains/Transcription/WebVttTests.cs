using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Transcription;

namespace JobInterview.Grains.Tests.Transcription;

public sealed partial class WebVttTests
{
    [Fact]
    public void Captions_read_as_the_format_wants_them()
    {
        const string Text = "I asked her why. R&D said <no> --> then we agreed.";

        var captions = WebVtt.Of(Text, Spoken(Text, 400));

        Assert.Equal(
            "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.600\nI asked her why.\n\n2\n00:00:01.600 --> 00:00:04.000\nR&amp;D said &lt;no&gt; --&gt; then we agreed.\n", captions);
    }

    [Fact]
    public void A_breath_ends_a_caption() =>
        Assert.Equal(2, Cues(WebVtt.Of("one two", [new(0, 3, 0, 400), new(4, 3, 1_900, 2_300)])).Count);

    [Fact]
    public void What_is_timed_apart_and_written_as_one_word_is_shown_as_one() =>
        Assert.Equal(["l'homme"], Assert.Single(Cues(WebVtt.Of("l'homme", [new(0, 1, 0, 100), new(2, 5, 4_000, 4_500)]))).Lines);

    [Fact]
    public void A_segment_is_shared_out_over_its_words()
    {
        const string Text = "I asked her why she wanted to change it and she told me of all her concerns about the order. Fine.";
        TranscriptFinalized heard = new(1, 1, "en", "w", Text, [], null) { Segments = [new(0, 92, 1_000, 11_000), new(93, 5, 12_000, 13_000)], DurationMs = 14_000 };

        var cues = Cues(TimedText.Captions(heard));

        Assert.Equal(Text, string.Join(' ', cues.SelectMany(cue => cue.Lines)));
        Assert.Equal((1_000, 13_000, true), (cues[0].Start, cues[^1].End, cues.Count >= 3));
        Assert.Equal(12_000, cues[^1].Start);
    }

    [Fact]
    public void With_nothing_but_a_length_there_is_one_caption_and_without_it_none()
    {
        var text = string.Join(' ', Enumerable.Repeat("I asked her why.", 10));
        TranscriptFinalized heard = new(1, 1, "en", "w", text, [], null) { DurationMs = 14_000 };

        var cue = Assert.Single(Cues(TimedText.Captions(heard)));

        Assert.Equal((0, 14_000, text), (cue.Start, cue.End, string.Join(' ', cue.Lines)));
        Assert.All(cue.Lines, line => Assert.InRange(line.Length, 1, WebVtt.LineLength));
        Assert.Equal("WEBVTT\n", TimedText.Captions(heard with { DurationMs = null }));
        Assert.Equal("WEBVTT\n", TimedText.Captions(heard with { Text = "" }));
    }

    [Theory]
    [InlineData("en", "en", null), InlineData("en", "", null), InlineData("en", "fr", "[in another language: fr]"), InlineData("fr", "de", "[dans une autre langue : de]")]
    public void Another_language_than_the_interviews_is_named_beside_its_first_words(string language, string heardAs, string? caption)
    {
        const string Text = "I asked her why. She changed it then.";
        TranscriptFinalized heard = new(1, 1, heardAs, "w", Text, [.. Spoken(Text, 1_000)], null) { DurationMs = 9_000 };

        var cues = Cues(TimedText.Captions(heard, language: language));

        Assert.Equal(caption is null ? [] : [(0, 2_000, caption)], cues.Where(cue => cue.Lines[0][0] == '[').Select(cue => (cue.Start, cue.End, string.Join(' ', cue.Lines))));
    }

    [Theory]
    [InlineData("en", "want", "[corrected by the candidate: want]"), InlineData("fr", "want", "[corrigé par le candidat : want]"), InlineData("en", "", "[struck out by the candidate: changed]")]
    public void What_the_candidate_corrected_stands_beside_the_words_at_their_time(string language, string correction, string caption)
    {
        const string Text = "I asked her why. She changed it then.";
        TranscriptFinalized heard = new(1, 1, language, "w", Text, [.. Spoken(Text, 1_000)], null) { DurationMs = 9_000 };

        var cues = Cues(TimedText.Captions(heard, [new(9, 21, 7, correction, null)], language));

        Assert.Equal(Text, string.Join(' ', cues.Where(cue => cue.Lines[0][0] != '[').SelectMany(cue => cue.Lines)));
        var note = Assert.Single(cues, cue => cue.Lines[0][0] == '[');
        Assert.Equal((5_000, 7_000, caption), (note.Start, note.End, string.Join(' ', note.Lines)));
        Assert.Equal(cues.OrderBy(cue => cue.Start).Select(cue => cue.Start), cues.Select(cue => cue.Start));
    }

    [Fact]
    public void A_correction_has_a_place_wherever_it_stands_and_however_long_it_is() =>
        Gen.Select(Gen.Int[0, 96], Gen.Int[0, 97], Gen.String[Gen.Char["abc é"], 0, 300], Gen.Int[0, 2]).Sample((start, length, correction, times) =>
        {
            const string Text = "I asked her why she wanted to change it and she told me of all her concerns about the order. Fine";
            var said = times == 0 ? Spoken(Text, 400) : [];
            TranscriptFinalized heard = new(1, 1, "en", "w", Text, [.. said], null) { DurationMs = 9_000, Segments = times == 1 ? [new(0, 92, 0, 8_000)] : null };

            var cues = Cues(TimedText.Captions(heard, [new(9, start, Math.Min(length, Text.Length - start), correction, null)]));

            Assert.All(cues, cue => Assert.True(cue.Start < cue.End && cue.End <= 9_000));
            var note = Assert.Single(cues, cue => cue.Lines[0][0] == '[');
            Assert.True(note.Lines.Length <= WebVtt.MostLines && note.Lines.All(line => line.Length <= WebVtt.LineLength) && note.Lines[^1][^1] == ']');
        });

    [Fact]
    public void Without_word_times_there_are_no_captions() => Assert.Equal("WEBVTT\n", WebVtt.Of("I asked her why.", []));

    [Fact]
    public void Every_caption_of_any_text_keeps_the_limits_and_no_word_is_lost() =>
        Gen.Select(Gen.String[Gen.Char["ab cé.!<&>-\n𝄞"], 0, 400], Gen.Int[1, 4_000]).Sample((text, step) =>
        {
            text = TranscriptText.Clean(text);
            var words = Spoken(text, step);
            var captions = WebVtt.Of(text, words);
            var cues = Cues(captions);

            Assert.All(cues, cue =>
            {
                Assert.InRange(cue.End - cue.Start, 1, WebVtt.MostMs);
                Assert.InRange(cue.Lines.Length, 1, WebVtt.MostLines);
                Assert.All(cue.Lines, line => Assert.InRange(System.Net.WebUtility.HtmlDecode(line).Length, 1, WebVtt.LineLength));
            });
            Assert.Equal(cues.Select(cue => cue.Start).Order(), cues.Select(cue => cue.Start));
            var shown = string.Concat(cues.SelectMany(cue => cue.Lines).Select(System.Net.WebUtility.HtmlDecode)).Replace(" ", "", StringComparison.Ordinal);
            Assert.Equal(words.Count == 0 ? "" : string.Concat(text.Where(c => !char.IsWhiteSpace(c))), shown);
            var whole = text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
            if (words.Count > 0 && whole.All(word => word.Length <= WebVtt.LineLength))
            {
                Assert.Equal(whole, cues.SelectMany(cue => cue.Lines).SelectMany(line => System.Net.WebUtility.HtmlDecode(line).Split(' ')));
            }
        });

    internal static List<SpokenWord> Spoken(string text, int step)
    {
        var words = new List<SpokenWord>();
        foreach (Match word in Word().Matches(text))
        {
            words.Add(new(word.Index, word.Length, words.Count * step, (words.Count + 1) * step));
        }

        return words;
    }

    private static List<(int Start, int End, string[] Lines)> Cues(string captions) =>
        [.. captions.Split("\n\n").Skip(1).Select(cue => cue.TrimEnd('\n').Split('\n')).Select(lines => (Ms(lines[1][..12]), Ms(lines[1][17..]), lines[2..]))];

    private static int Ms(string time) => (int)TimeSpan.ParseExact(time, @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture).TotalMilliseconds;

    [GeneratedRegex(@"[\p{L}\p{N}&]+")]
    private static partial Regex Word();
}
