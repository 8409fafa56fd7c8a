using System.Collections.Immutable;

namespace JobInterview.Grains.Sessions;

/// <summary>Who of the company follows right now, as far as this activation has seen; one that vanishes is released like a connection.
/// Whoever follows in two tabs is one: the tab that stays asks again within a round, and until then the one that was closed takes nobody away.</summary>
internal sealed class ObserverPresence
{
    private readonly Dictionary<Actor, ConnectionPresence> _seen = [];

    public void Seen(Actor observer, DateTimeOffset now)
    {
        if (!_seen.TryGetValue(observer, out var presence))
        {
            _seen[observer] = presence = new(SessionFollowers.Patience);
        }

        presence.Seen(Name(observer), now);
    }

    public void Left(Actor observer, DateTimeOffset now) => _seen.GetValueOrDefault(observer)?.Left(Name(observer), now);

    /// <summary>When to look whether one of them is gone, or null when there is nobody to miss.</summary>
    public DateTimeOffset? DueAt(ImmutableHashSet<Actor> observers) =>
        observers.Select(observer => _seen.GetValueOrDefault(observer)?.DueAt(Name(observer))).Min();

    /// <summary>Those who are gone for certain.</summary>
    public ImmutableArray<Actor> Gone(ImmutableHashSet<Actor> observers, DateTimeOffset now)
    {
        ImmutableArray<Actor> gone = [.. observers.Where(observer => _seen.GetValueOrDefault(observer)?.LostSince(Name(observer), now) is not null)];
        foreach (var observer in gone)
        {
            _seen.Remove(observer);
        }

        return gone;
    }

    private static string Name(Actor observer) => observer.ToString();
}
