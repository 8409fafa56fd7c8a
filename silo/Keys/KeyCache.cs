using System.Collections.Concurrent;

namespace JobInterview.Silo.Keys;

/// <summary>Unwrapped keys for at most 30 seconds, then zeros: an erased person's key is nowhere after that, in no memory of this process either.</summary>
internal sealed class KeyCache(TimeProvider clock) : IDisposable
{
    // Five seconds less than is promised: a key that was being read when it was destroyed is held from then on.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(25);

    // Four seconds for whoever was handed it at the last moment; after them it seals and opens nothing more.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(29);
    private const int Limit = 20_000;

    private readonly ConcurrentDictionary<string, Held> _keys = new();
    private readonly Queue<Held> _alive = new();
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _isClosed;

    public DataKey? Find(string name) =>
        _keys.TryGetValue(name, out var held) && clock.GetElapsedTime(held.Since) < Lease ? held.Key : null;

    public DataKey Keep(string name, DataKey key)
    {
        var held = new Held(name, key, clock.GetTimestamp());
        lock (_gate)
        {
            if (_isClosed)
            {
                return key;
            }

            if (_keys.Count >= Limit)
            {
                _keys.Clear();                                // forgotten now, wiped in their time
            }

            _keys[name] = held;
            _alive.Enqueue(held);
            if (_alive.Count == 1)
            {
                WakeAfter(Life);
            }
        }

        return key;
    }

    /// <summary>Forgets a key, for who has learned that it is not the newest; it is wiped in its time.</summary>
    public void Forget(string name) => _keys.TryRemove(name, out _);

    /// <summary>Forgets a key that is destroyed and wipes it from memory at once.</summary>
    public void Destroy(string name)
    {
        if (_keys.TryRemove(name, out var held))
        {
            held.Key.Wipe(static () => new KeyGoneException());
        }
    }

    /// <summary>Wipes all of them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _timer?.Dispose();
            _keys.Clear();
            while (_alive.TryDequeue(out var held))
            {
                held.Key.Wipe(static () => new KeyLeaseEndedException());
            }
        }
    }

    private void WipeOld()
    {
        lock (_gate)
        {
            while (_alive.TryPeek(out var oldest))
            {
                if (Life - clock.GetElapsedTime(oldest.Since) is { } left && left > TimeSpan.Zero)
                {
                    WakeAfter(left);
                    return;
                }

                _alive.Dequeue();
                _keys.TryRemove(new(oldest.Name, oldest));
                oldest.Key.Wipe(static () => new KeyLeaseEndedException());
            }
        }
    }

    private void WakeAfter(TimeSpan delay)
    {
        if (!_isClosed)
        {
            _timer ??= clock.CreateTimer(static cache => ((KeyCache)cache!).WipeOld(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Held(string name, DataKey key, long since)
    {
        public string Name => name;

        public DataKey Key => key;

        public long Since => since;
    }
}
