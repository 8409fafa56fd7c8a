using System.Collections.Immutable;

namespace JobInterview.Silo.Journal;

/// <summary>Says that an outbox message was just committed, so that nobody who listens need wait for the slow look.</summary>
internal sealed class OutboxSignal
{
    private ImmutableArray<Listener> _listeners = [];

    public void Raise()
    {
        foreach (var listener in _listeners)
        {
            listener.Tell();
        }
    }

    public Listener Listen()
    {
        var listener = new Listener(this);
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(listener));
        return listener;
    }

    /// <summary>One who looks for messages; what is told between two looks is not lost.</summary>
    internal sealed class Listener(OutboxSignal signal) : IDisposable
    {
        private readonly SemaphoreSlim _news = new(0, 1);

        public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel) => _news.WaitAsync(atMost, cancel);

        public void Dispose() => ImmutableInterlocked.Update(ref signal._listeners, listeners => listeners.Remove(this));

        internal void Tell()
        {
            try
            {
                _news.Release();
            }
            catch (SemaphoreFullException)
            {
                // already told: one look finds all
            }
        }
    }
}
