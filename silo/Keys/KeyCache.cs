using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace JobInterview.Silo.Keys;

/// <summary>Unwrapped keys for at most 30 seconds: an erased person's key is nowhere after that.</summary>
internal sealed class KeyCache(TimeProvider clock)
{
    // Five seconds less than is promised: a key that was being read when it was destroyed is held from then on.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(25);
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

    /// <summary>Forgets a key that is destroyed and wipes it from memory. Keys that only grow old are not wiped: someone may be sealing with one.</summary>
    public void Destroy(string name)
    {
        if (_keys.TryRemove(name, out var held))
        {
            CryptographicOperations.ZeroMemory(held.Key.Secret);
        }
    }

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
