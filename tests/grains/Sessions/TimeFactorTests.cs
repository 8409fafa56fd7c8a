using System.Collections.Immutable;
using CsCheck;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using static JobInterview.Grains.Tests.Sessions.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

/// <summary>More time for who needs it: everything that is counted for the candidate is longer by the same factor, and the record says nothing of it.</summary>
public sealed class TimeFactorTests
{
    private static readonly Gen<decimal> Offered = Gen.Int[0, TimeFactor.Offered.Length - 1].Select(i => TimeFactor.Offered[i]);

    [Fact]
    public void Only_what_is_offered_is_a_factor() => Gen.OneOf(Offered, Gen.Decimal[-3, 3], Gen.Const(decimal.MaxValue), Gen.Const(1.49m)).Sample(times =>
    {
        var (factor, refusal) = TimeFactor.Of(times);

        Assert.Equal(TimeFactor.Offered.Contains(times), refusal is null);
        Assert.Equal(refusal is null ? times : 1, factor.Times);
        Assert.Equal(refusal is null ? null : "/timeFactor", refusal?.Faults[0].Pointer);
    });

    [Fact]
    public void Without_a_number_it_is_the_usual_time() => Assert.Equal((TimeFactor.Usual, 1m), (TimeFactor.Of(null).Value, default(TimeFactor).Times));

    [Fact]
    public void Whatever_runs_for_the_candidate_runs_longer_by_the_factor() => Gen.Select(Offered, Gen.Int[1, 5], Gen.Int[0, 200]).Sample((times, questions, seconds) =>
    {
        var (usual, given) = (Begun(1, questions), Begun(times, questions));
        var then = Noon.AddSeconds(seconds);

        Assert.Equal(Longer(usual.Clock.RemainingAt(Noon), times), given.Clock.RemainingAt(Noon));
        Assert.Equal(Longer(usual.DeadlineAt!.Value - Noon, times), given.DeadlineAt!.Value - Noon);
        Assert.Equal(Longer(HeldAt(usual, then), times), HeldAt(given, then));
        Assert.Equal(Longer(HeldByWordsAt(usual, then), times), HeldByWordsAt(given, then));
        foreach (var said in new[] { "", "I did it because", "It was about the plan.", "Give me a second." })
        {
            Assert.Equal(Longer(PatienceOf(usual, said), times), PatienceOf(given, said));
        }
    });

    [Fact]
    public void A_question_that_time_would_starve_is_left_as_much_more_of_it()
    {
        var (usual, given) = (Begun(1, 3), Begun(2, 3));

        var late = Noon + usual.Clock.Budget - TimeSpan.FromMinutes(3);
        var twiceAsLate = Noon + ((late - Noon) * 2);

        Assert.Equal(usual.ContextAt(late).Allowed.AsEnumerable(), given.ContextAt(twiceAsLate).Allowed);
        Assert.Equal(usual.ContextAt(late.AddSeconds(1)).Allowed.AsEnumerable(), given.ContextAt(twiceAsLate.AddSeconds(2)).Allowed);
        Assert.NotEmpty(given.ContextAt(twiceAsLate).Allowed);
        Assert.Empty(given.ContextAt(twiceAsLate.AddSeconds(2)).Allowed);
    }

    [Fact]
    public void The_record_that_people_and_scorers_read_is_the_same_for_every_factor() => Gen.Select(Offered, Offered, Gen.Bool).Sample((one, other, destroyed) =>
        Assert.Equal(Told(one, destroyed), Told(other, destroyed)));

    [Fact]
    public void An_interview_from_before_there_were_accommodations_has_the_usual_time() =>
        Assert.Equal((1m, TimeSpan.FromMinutes(15)), (Scheduled().Time.Times, Scheduled().Clock.Budget));

    private static InterviewSession Begun(decimal times, int questions) => Scheduled(questions).Do(Noon, new AccommodationApplied(times))
        .Do(Noon, new ConsentGiven(Guid.Empty, ConsentNotice.Version, [new(ConsentNotice.Interview, true)])).Must(session => session.Start(null), Noon);

    private static TimeSpan Longer(TimeSpan usual, decimal times) => usual * (double)times;

    private static TimeSpan HeldAt(InterviewSession session, DateTimeOffset at) => session.Must(s => s.Think(null, at), at).Clock.RunsFrom!.Value - at;

    private static TimeSpan HeldByWordsAt(InterviewSession session, DateTimeOffset at) => session.Answer("m", new Move.GiveThinkTime(), at, "Let me think").Clock.RunsFrom!.Value - at;

    private static TimeSpan PatienceOf(InterviewSession session, string said) => TimeSpan.FromMilliseconds(
        session.ToRoom(Guid.Empty, Noon, false, Heard.Of(new(session.Question!, "en", [said], [], []))).Patience.FirstMs);

    private static string Told(decimal times, bool destroyed)
    {
        var session = Scheduled(1);
        ImmutableArray<SessionEvent> events =
            [session.Terms with { PlanId = Guid.Empty, SubjectId = Guid.Empty }, new AccommodationApplied(times), new LobbyEntered(), new TurnCommitted("m", "q1", "I asked.", Channel.Text)];
        var entries = events.Select((e, i) => SessionEventCodec.Encode(i + 1, Noon, e))
            .Select(entry => destroyed && SessionEventCodec.PartOf(entry.Kind) == AssetKind.Log ? entry with { Body = [] } : entry);
        var record = SessionRecord.Of([.. entries]);
        return string.Join('\n', [.. record.Events.Select(e => e.ToString()), .. record.Turns.Select(turn => turn.ToString()), record.Terms.ToString()]);
    }
}
