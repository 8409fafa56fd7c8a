using System.Collections.Immutable;

namespace JobInterview.Grains.Sessions;

/// <summary>Events on their way into the journal, numbered, and the session as it is once they are there.</summary>
internal sealed record SessionDraft(InterviewSession Session, ImmutableArray<Happened> Happened, DateTimeOffset At)
{
    /// <summary>Whether the interview comes to its end by these events.</summary>
    public bool Ends { get; private init; }

    public static SessionDraft Of(InterviewSession session, DateTimeOffset at) => new(session, [], at);

    public SessionDraft Then(ImmutableArray<SessionEvent> events)
    {
        var session = Session;
        var happened = ImmutableArray.CreateBuilder<Happened>(Happened.Length + events.Length);
        happened.AddRange(Happened);
        foreach (var e in events)
        {
            happened.Add(new(session.Seq + 1, At, e));
            session = session.Apply(happened[^1]);
        }

        return new(session, happened.MoveToImmutable(), At) { Ends = Ends || (Session.EndedAt is null && session.EndedAt is not null) };
    }
}
