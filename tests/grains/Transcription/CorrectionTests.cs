using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tests.Sessions;
using JobInterview.Grains.Transcription;

namespace JobInterview.Grains.Tests.Transcription;

/// <summary>The candidate may say what was heard wrongly; nothing they say changes what was heard.</summary>
public sealed class CorrectionTests
{
    private static readonly TranscriptFinalized Heard = new(0, 1, "en", "w", "I sold her 😀 why.", [], 0.9);
    private static readonly CorrectionInput Good = new(4, 2, 4, "told", "It misheard me.");

    [Fact]
    public void A_correction_stands_beside_the_original_and_a_repeat_is_known()
    {
        var decision = CorrectionRules.Correct(Record(), Good);
        var corrected = Record((SessionEvent)decision.Events[0]);

        Assert.Equal("I sold her 😀 why.", corrected.Turns[^1].Text);
        Assert.Equal(("told", 2, 4), (corrected.Turns[^1].Corrections![0].Text, corrected.Turns[^1].Corrections![0].Start, corrected.Turns[^1].Corrections![0].Length));
        Assert.Equal(new CorrectionReceipt(6, 4), CorrectionRules.RepeatOf(corrected, Good));
        Assert.Null(CorrectionRules.RepeatOf(corrected, Good with { Text = "called" }));
    }

    public static TheoryData<CorrectionInput, string, string> Bad => new()
    {
        { Good with { TurnSeq = 3 }, "/turnSeq", "unknown" },
        { Good with { TurnSeq = 99 }, "/turnSeq", "unknown" },
        { Good with { Start = -1 }, "/start", "out-of-range" },
        { Good with { Start = 19, Length = 0 }, "/start", "out-of-range" },
        { Good with { Start = 12 }, "/start", "out-of-range" },
        { Good with { Length = -1 }, "/length", "out-of-range" },
        { Good with { Length = int.MaxValue }, "/length", "out-of-range" },
        { Good with { Start = 11, Length = 1 }, "/length", "out-of-range" },
        { Good with { Text = "", Length = 0 }, "/text", "empty" },
        { Good with { Text = new('a', 2_001) }, "/text", "too-long" },
        { Good with { Text = "a\u202eb" }, "/text", "bidi-control" },
        { Good with { Reason = new('a', 501) }, "/reason", "too-long" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void What_does_not_fit_the_text_is_refused_by_its_place(CorrectionInput input, string pointer, string code) =>
        Assert.Equal(new Fault(pointer, code), Assert.Single(CorrectionRules.Correct(Record(), input).Refusal!.Faults));

    [Fact]
    public void Words_can_be_added_and_taken_away()
    {
        Assert.Null(CorrectionRules.Correct(Record(), Good with { Text = "" }).Refusal);
        Assert.Null(CorrectionRules.Correct(Record(), Good with { Length = 0 }).Refusal);
    }

    [Fact]
    public void After_the_first_locked_rating_nothing_is_corrected()
    {
        var rated = Record(new RatingLocked(Guid.NewGuid(), "conflict", 3, "Because."));

        Assert.Equal(SessionRefusals.ReviewHasBegun, CorrectionRules.Correct(rated, Good).Refusal);
    }

    [Fact]
    public void What_was_typed_is_not_corrected_here() => Assert.Equal(
        "no-transcript", Assert.Single(CorrectionRules.Correct(SpeakingTests.Record(transcribes: false, typed: "I sold her why."), Good).Refusal!.Faults).Code);

    private static SessionRecord Record(params SessionEvent[] after) => SpeakingTests.Record(transcribes: true, typed: "", [Heard, .. after]);
}
