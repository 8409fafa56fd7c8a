using JobInterview.Grains.Interviewing;

namespace JobInterview.Grains.Sessions;

/// <summary>What the session looks like from outside: the room's view and the list row.</summary>
internal static class SessionViews
{
    public static RoomView ToRoom(this InterviewSession session, Guid id, DateTimeOffset now, bool transcribes, Heard heard) => new()
    {
        SessionId = id,
        State = session.RoomState(),
        Epoch = session.Epoch,
        Language = session.Terms.Language,
        Consent = new(ConsentNotice.Version, [.. ConsentNotice.Purposes.Select(purpose => new RoomPurpose(
            purpose, ConsentNotice.IsRequired(purpose), session.Consents.GetValueOrDefault(purpose)))]),
        Question = session is { IsQuestionOpen: true, Question: { } question }
            ? new(question.Id, question.Text.In(session.Terms.Language), session.QuestionIndex + 1, session.Plan.Questions.Length)
            : null,
        Probe = session is { IsQuestionOpen: true, ProbeText: { } probe } ? new(probe) : null,
        Clock = new((int)Math.Ceiling(session.Clock.RemainingAt(now).TotalSeconds), session.State == SessionState.InProgress && session.Clock.IsRunningAt(now)),
        Company = session.Terms.Company,
        PlanTitle = session.Terms.PlanTitle,
        Seq = session.Seq,
        Turns = session.Turns,
        ThinkTimesLeft = InterviewSession.ThinkTimesAllowed - session.ThinkTimes,
        ThinkingUntil = session.Clock.RunsFrom > now ? session.Clock.RunsFrom : null,
        ExpiresAt = session.Terms.ExpiresAt,
        Suspended = session.Suspended,
        Modes = [.. session.Plan.Modes],
        Speech = new(transcribes),
        Patience = session.PatienceAfter(heard),
        Observers = session.Observers.Count,
        TimeFactor = session.Time.Times,
        Delivery = session.Plan.Delivery,
        ThinkSeconds = (int)session.ThinkTime.TotalSeconds,
        Progress = [.. session.Plan.Questions.Select((_, i) => session.ProgressAt(i))],
    };

    public static SessionListing ToListing(this InterviewSession session) => new(
        session.State, session.Terms.PlanId, session.Terms.PlanVersion, session.Terms.PlanTitle, session.Terms.SubjectId, session.Terms.Language,
        session.CreatedAt, session.StartedAt, session.EndedAt, session.Turns, session.QuestionIndex + 1, session.Plan.Questions.Length,
        session.LastEventAt, session.DeadlineAt, session.Seq);

    private static RoomPatience PatienceAfter(this InterviewSession session, Heard heard) => new(
        (int)Endpointing.PatienceAfter(heard, session.Time).TotalMilliseconds, (int)(Endpointing.AfterThinking * session.Time).TotalMilliseconds)
    {
        FirstMs = (int)Endpointing.FirstPatienceAfter(heard, session.Time).TotalMilliseconds,
    };

    private static SessionState RoomState(this InterviewSession session) => session.State switch
    {
        SessionState.Scheduled => SessionState.Lobby,
        SessionState.ReadyForReview or SessionState.UnderReview or SessionState.Reviewed or SessionState.Decided =>
            session.IsPartial ? SessionState.Partial : SessionState.Completed,
        SessionState.Declined => SessionState.Withdrawn,
        SessionState.Abandoned or SessionState.NoShow or SessionState.Cancelled or SessionState.Failed => SessionState.Expired,
        var same => same,
    };

    private static string ProgressAt(this InterviewSession session, int index) =>
        index < session.Closed.Length ? (session.Closed[index] == Interviewing.AnswerStatus.Declined ? "skipped" : "done")
        : index == session.QuestionIndex && !session.IsOver ? "now"
        : "next";
}
