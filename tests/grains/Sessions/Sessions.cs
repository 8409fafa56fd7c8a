using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

/// <summary>Sessions at the points where tests begin.</summary>
internal static class Sessions
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public const string Token = "aa";
    public static readonly RoomCaller Candidate = new(Token);
    public static readonly Guid Reviewer = new("11111111-1111-1111-1111-111111111111");

    public static InterviewSession Scheduled(int questions = 3) => new InterviewSession(Plan(questions)).Do(Noon, new SessionScheduled(
        Guid.NewGuid(), 1, "Team coordinator", Guid.NewGuid(), "en", Token, Noon.AddDays(14), "Acme", new(ActorKind.Member, Reviewer),
        questions * 300, questions));

    public static InterviewSession Ready(int questions = 3) =>
        Scheduled(questions).Do(Noon, new ConsentGiven(Guid.NewGuid(), ConsentNotice.Version, [new(ConsentNotice.Interview, true)]));

    public static InterviewSession InProgress(int questions = 3) => Ready(questions).Must(session => session.Start(null), Noon);

    public static InterviewSession Finished() => InProgress(1).Must(session => session.Skip(null), Noon).Must(session => session.Suggest([], true), Noon);

    public static InterviewSession After(this InterviewSession session, ImmutableArray<SessionEvent> events, DateTimeOffset at) =>
        SessionDraft.Of(session, at).Then(events).Session;

    public static InterviewSession Do(this InterviewSession session, DateTimeOffset at, params SessionEvent[] events) => session.After([.. events], at);

    public static InterviewSession Must(this InterviewSession session, Func<InterviewSession, Decision> decide, DateTimeOffset at)
    {
        var decision = decide(session);
        Assert.Null(decision.Refusal);
        return session.After(decision.Events, at);
    }

    /// <summary>An answer and what the interviewer does next, as the grain appends them.</summary>
    public static InterviewSession Answer(this InterviewSession session, string id, Move move, DateTimeOffset at, string text = "I asked her why.")
    {
        var turn = new CandidateTurn(session.Epoch, id, text);
        Assert.Null(session.MayAnswer(turn));
        var answered = session.After(session.Record(turn), at);
        return answered.After(answered.Follow(move, at), at);
    }

    public static PlanContent Plan(int questions) => new()
    {
        Title = "Team coordinator",
        Languages = ["en"],
        Competencies = [new() { Id = "conflict", Name = LocalText.Of("en", "Handling conflict") }],
        Questions = [.. Enumerable.Range(1, questions).Select(i => new Question
        {
            Id = $"q{i}", Kind = QuestionKind.PastBehaviour, Text = LocalText.Of("en", $"Question {i}?"), Competencies = ["conflict"], BudgetSeconds = 300,
        })],
    };
}
