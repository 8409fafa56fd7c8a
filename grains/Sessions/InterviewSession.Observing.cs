using System.Collections.Immutable;

namespace JobInterview.Grains.Sessions;

/// <summary>People of the company who follow the interview as it happens: the candidate is told, always.</summary>
internal sealed partial record InterviewSession
{
    private const int MostObservers = 50;

    /// <summary>Someone begins to follow; who can not be shown to the candidate does not follow.</summary>
    public Decision Join(Actor observer) =>
        IsOver || Observers.Contains(observer) ? Decision.Nothing
        : Observers.Count >= MostObservers ? SessionRefusals.TooManyObservers
        : Decision.Of(new ObserverJoined(observer, Observers.Count + 1));

    public Decision Leave(ImmutableArray<Actor> gone) =>
        IsOver ? Decision.Nothing : Decision.Of([.. gone.Where(Observers.Contains).Select((observer, i) => (SessionEvent)new ObserverLeft(observer, Observers.Count - 1 - i))]);
}
