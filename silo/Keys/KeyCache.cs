using System.Collections.Concurrent;

namespace JobInterview.Silo.Keys;

/// <summary>Unwrapped keys for at most 30 seconds: an erased person's key is nowhere after that.</summary>
internal sealed class KeyCache(TimeProvider clock)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private const int Limit = 20_000;

    private readonly ConcurrentDictionary<string, (DataKey Key, long Since)> _keys = new();
    private long _swept;

    public DataKey? Find(string name) =>
        _keys.TryGetValue(name, out var held) && clock.GetElapsedTime(held.Since) < Lease ? held.Key : null;

    public DataKey Keep(string name, DataKey key)
    {
        Sweep();
        _keys[name] = (key, clock.GetTimestamp());
        return key;
    }

    public void Forget(string name) => _keys.TryRemove(name, out _);

    private void Sweep()
    {
        if (_keys.Count < Limit && clock.GetElapsedTime(_swept) < Lease)
        {
            return;
        }

        _swept = clock.GetTimestamp();
        foreach (var (name, held) in _keys)
        {
            if (clock.GetElapsedTime(held.Since) >= Lease)
            {
                _keys.TryRemove(name, out _);
            }
        }

        if (_keys.Count >= Limit)
        {
            _keys.Clear();
        }
    }
}
