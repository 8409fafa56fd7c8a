namespace JobInterview.Silo.Keys;

/// <summary>Looks many things up with few reads: whoever asks while one is under way goes with the next, and what several ask for is read once. One read at a time waits for the
/// database, however many ask and however often they ask again, so that a crowd that comes back after an outage is served and not only queued.</summary>
/// <param name="read">Finds some of these; called with <see cref="Most"/> at the most, or with what a single asker wants.</param>
/// <param name="keyOf">What a thing that was found has to be asked for by: whoever did not ask by it is not given it.</param>
/// <param name="patience">How long one read may take; whoever waits for it is told that it is over then, and the next one begins.</param>
internal sealed class GatheredReads<TKey, TValue>(
    Func<IReadOnlyCollection<TKey>, CancellationToken, Task<List<TValue>>> read, Func<TValue, TKey> keyOf, TimeSpan patience, TimeProvider clock) where TKey : notnull
{
    public const int Most = 500;
    private readonly Lock _gate = new();
    private readonly Queue<Gathering> _waiting = new();
    private bool _isReading;

    /// <summary>What is found of these by a read that begins after this was called.</summary>
    public async Task<List<TValue>> FindAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancel)
    {
        var found = await FoundWith(keys).WaitAsync(cancel);
        return [.. keys.SelectMany(key => found[key])];
    }

    private Task<ILookup<TKey, TValue>> FoundWith(IReadOnlyCollection<TKey> keys)
    {
        lock (_gate)
        {
            var gathering = _waiting.FirstOrDefault(waiting => waiting.Holds(keys)) ?? Join(keys);
            if (!_isReading)
            {
                _isReading = true;
                ThreadPool.UnsafeQueueUserWorkItem(static reads => _ = reads.ReadAllAsync(), this, preferLocal: false);       // for many, under nobody's trace
            }

            return gathering.Found.Task;
        }
    }

    private Gathering Join(IReadOnlyCollection<TKey> keys)
    {
        var last = _waiting.LastOrDefault();
        if (last is null || last.Keys.Count + keys.Count > Most)
        {
            _waiting.Enqueue(last = new());
        }

        last.Keys.UnionWith(keys);
        return last;
    }

    private async Task ReadAllAsync()
    {
        while (Next() is { } gathering)
        {
            using var late = new CancellationTokenSource(patience, clock);
            try
            {
                gathering.Found.SetResult((await read(gathering.Keys, late.Token)).ToLookup(keyOf));
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested)
            {
                gathering.Fail(new TimeoutException("The database has not answered for too long."));
            }
#pragma warning disable CA1031 // whatever it was is told to those who asked, and the next read begins
            catch (Exception failure)
#pragma warning restore CA1031
            {
                gathering.Fail(failure);
            }
        }
    }

    private Gathering? Next()
    {
        lock (_gate)
        {
            _isReading = _waiting.TryDequeue(out var next);
            return next;
        }
    }

    private sealed class Gathering
    {
        public HashSet<TKey> Keys { get; } = [];

        public TaskCompletionSource<ILookup<TKey, TValue>> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Holds(IReadOnlyCollection<TKey> keys) => keys.All(Keys.Contains);

        public void Fail(Exception why)
        {
            Found.SetException(why);
            _ = Found.Task.Exception;                         // who asked may have gone
        }
    }
}
