using System.Collections.Immutable;
using CsCheck;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

/// <summary>What is under a legal hold is read by nobody, and nothing else changes by it.</summary>
public sealed class WithheldTests
{
    private static readonly AssetKind[] Parts = [AssetKind.Transcript, AssetKind.Scorecard, AssetKind.Decision, AssetKind.Log];

    private static readonly ImmutableArray<JournalEntry> Journal =
    [
        .. new SessionEvent[]
        {
            Sessions.Scheduled().Terms, new LobbyEntered(), new ConsentGiven(Guid.NewGuid(), ConsentNotice.Version, [new(ConsentNotice.Interview, true)]),
            new QuestionAsked("q1", 0, "secret-transcript"), new TurnCommitted("m-1", "q1", "secret-transcript", Channel.Text), new SessionCompleted(IsPartial: false),
            new SuggestionMade(new("conflict", 4, null, [new(5, 0, 6, "")], ["secret-scorecard"], new(BrainKind.Rules, "1"), 1, "hash")),
            new RatingLocked(Sessions.Reviewer, "conflict", 4, "secret-scorecard"), new ScorecardSubmitted(Sessions.Reviewer, Recommendation.Yes, "secret-scorecard"),
            new DecisionRecorded(Sessions.Reviewer, Disposition.Advance, "secret-decision", ["conflict"]), new DecisionNoted(Sessions.Reviewer, Disposition.Advance, ["conflict"]),
            new ReviewRequested("secret-decision"), new ObserverJoined(new(ActorKind.Member, Sessions.Reviewer), 1),
        }.Select((e, i) => SessionEventCodec.Encode(i + 1, Sessions.Noon.AddMinutes(i), e)),
    ];

    [Fact]
    public void Whatever_is_held_and_destroyed_no_word_of_it_is_read_and_the_rest_stands() => Gen.Select(Gen.Int[0, 15], Gen.Int[0, 15]).Sample((held, destroyed) =>
    {
        var (withheld, gone) = (Chosen(held), Chosen(destroyed));
        var record = SessionRecord.Of([.. Journal.Select(entry => gone.Contains(SessionEventCodec.PartOf(entry.Kind)) ? entry with { Body = [] } : entry)], withheld.Add(AssetKind.DecisionRecord));
        var text = System.Text.Json.JsonSerializer.Serialize(record.Events.Select(happened => happened.Event).Cast<object>()) + System.Text.Json.JsonSerializer.Serialize(record);

        foreach (var part in Parts)
        {
            var isDestroyed = gone.Contains(part);
            Assert.Equal(withheld.Contains(part) && !isDestroyed, record.IsWithheld(part));
            Assert.Equal(!withheld.Contains(part) && !isDestroyed, record.Keeps(part));
            Assert.Equal(record.Keeps(part) && part != AssetKind.Log, text.Contains($"secret-{part.ToString().ToLowerInvariant()}", StringComparison.Ordinal));
            Assert.Equal(isDestroyed ? RefusalKind.Gone : record.IsWithheld(part) ? RefusalKind.Forbidden : null, record.RefusalOf(part)?.Kind);
        }

        Assert.Equal(Journal.Select(entry => (entry.Seq, entry.At)), record.Events.Select(happened => (happened.Seq, happened.At)));
        Assert.Equal((Sessions.Reviewer, Disposition.Advance), (record.Decision!.Value.Decision.DecidedBy, record.Decision.Value.Decision.Disposition));
        Assert.True(record is { IsOver: true, IsCompleted: true, HasReviewBegun: true, IsReviewRequested: true, Consents.Length: 1 });
        Assert.False(record.IsWithheld(AssetKind.DecisionRecord));
    });

    [Fact]
    public void A_quote_is_withheld_with_the_words_it_was_taken_from_and_shows_again_with_them()
    {
        var held = SessionRecord.Of(Journal, ImmutableHashSet.Create(AssetKind.Transcript));
        var released = SessionRecord.Of(Journal, ImmutableHashSet<AssetKind>.Empty);

        Assert.Empty(held.Verified(held.Suggestions[0]).Evidence);
        Assert.Equal("secret", Assert.Single(released.Verified(released.Suggestions[0]).Evidence).Quote);
    }

    private static ImmutableHashSet<AssetKind> Chosen(int bits) => [.. Parts.Where((_, i) => (bits & (1 << i)) != 0)];
}
