using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace JobInterview.Api.Tenants;

/// <summary>A cache of bounded size: what is not asked for during a whole generation is forgotten, without a clock, a lock or a sweep.</summary>
internal sealed class TwoGenerations<TKey, TValue>(int size) where TKey : notnull
{
    private ConcurrentDictionary<TKey, TValue> _young = new();
    private ConcurrentDictionary<TKey, TValue> _old = new();
    private readonly int _size = size;
    private int _room = size;

    public int Count => _young.Count + _old.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!_old.TryGetValue(key, out value))
        {
            return false;
        }

        Put(key, value);
        return true;
    }

    public void Put(TKey key, TValue value)
    {
        if (!_young.TryAdd(key, value))
        {
            _young[key] = value;
            return;
        }

        if (Interlocked.Decrement(ref _room) == 0)
        {
            _old = _young;
            _young = new();
            Volatile.Write(ref _room, _size);
        }
    }

    public void Forget(TKey key)
    {
        _old.TryRemove(key, out _);
        _young.TryRemove(key, out _);
    }
}
