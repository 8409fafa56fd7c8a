using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Sessions;
using static JobInterview.Grains.Tests.Sessions.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

public sealed class ReviewTests
{
    [Fact]
    public void A_decision_needs_a_submitted_scorecard_and_happens_once()
    {
        var rated = Finished().Must(session => session.Rate(Reviewer, new("conflict", 4, "asked why")), Noon);
        var submitted = rated.Must(session => session.SubmitScorecard(Reviewer, Recommendation.Yes, ""), Noon);
        var decided = submitted.Must(session => session.Decide(Reviewer, Disposition.Advance, "Clear evidence."), Noon);

        Assert.Equal("scorecard-missing", rated.Decide(Reviewer, Disposition.Advance, "x").Refusal?.Code);
        Assert.Equal(SessionState.Decided, decided.State);
        Assert.Equal("already-decided", decided.Decide(Reviewer, Disposition.Hold, "x").Refusal?.Code);
    }

    [Fact]
    public void A_locked_rating_can_not_be_changed()
    {
        var rated = Finished().Must(session => session.Rate(Reviewer, new("conflict", 4, "")), Noon);

        Assert.Equal("rating-locked", rated.Rate(Reviewer, new("conflict", 2, "")).Refusal?.Code);
    }

    [Fact]
    public void A_scorecard_waits_for_every_competency() =>
        Assert.Equal("rating-missing", Finished().SubmitScorecard(Reviewer, Recommendation.No, "").Refusal?.Code);

    [Theory]
    [InlineData("conflict", 0), InlineData("conflict", 6), InlineData("unknown", 3)]
    public void A_rating_out_of_range_or_for_nothing_is_refused(string competency, int rating) =>
        Assert.Equal(RefusalKind.Invalid, Finished().Rate(Reviewer, new(competency, rating, "")).Refusal?.Kind);

    [Theory]
    [InlineData("a\u202eb", "bidi-control"), InlineData("a\0b", "control-character"), InlineData("a\uffffb", "noncharacter")]
    public void Reviewers_words_hide_and_reorder_nothing(string words, string code)
    {
        var finished = Finished();
        Refusal?[] refusals =
        [
            finished.Rate(Reviewer, new("conflict", 4, words)).Refusal, finished.SubmitScorecard(Reviewer, Recommendation.No, words).Refusal,
            finished.Decide(Reviewer, Disposition.Advance, words).Refusal, finished.AskReview(words).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Equal(code, refusal!.Faults.Single().Code));
    }

    [Fact]
    public void The_decision_names_the_suggestions_that_this_person_could_see()
    {
        Suggestion suggestion = new("conflict", 3, null, [], [], new(BrainKind.Rules, "1"), 1, "h");
        var scored = InProgress(1).Must(session => session.Skip(null), Noon).Must(session => session.Suggest([suggestion], false), Noon);
        var other = Guid.NewGuid();
        var submitted = scored.Must(session => session.Rate(other, new("conflict", 4, "")), Noon).Must(session => session.SubmitScorecard(other, Recommendation.Yes, ""), Noon);

        var mine = Assert.Single(submitted.Decide(Reviewer, Disposition.Hold, "x").Events.OfType<DecisionRecorded>());
        var theirs = Assert.Single(submitted.Decide(other, Disposition.Hold, "x").Events.OfType<DecisionRecorded>());

        Assert.Empty(mine.SuggestionsSeen);
        Assert.Equal(["conflict"], theirs.SuggestionsSeen);
    }
}
