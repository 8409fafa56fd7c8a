using System.Collections.Concurrent;
using JobInterview.Tenants;

namespace JobInterview.Silo.Recordings;

/// <summary>One request at a time per upload in this process. A newer one cuts the older short and waits a moment for it to put away what arrived:
/// a connection that died without a word must not keep its successor out.</summary>
internal sealed class UploadTurns(TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<TenantKey, Turn> _turns = new();

    public async Task<Turn> TakeAsync(TenantKey recording, CancellationToken cancel)
    {
        var mine = new Turn(this, recording);
        Turn? before = null;
        _turns.AddOrUpdate(recording, mine, (_, current) =>
        {
            before = current;
            return mine;
        });
        if (before is not null)
        {
            before.Supersede();
            try
            {
                await before.Ended.WaitAsync(Patience, clock, cancel);
            }
            catch (TimeoutException)
            {
                // it hangs in its last write; the lease refuses what it commits from now on
            }
            catch
            {
                mine.Dispose();
                throw;
            }
        }

        return mine;
    }

    /// <summary>How far the one who sends now has come; null where nobody does in this process.</summary>
    public long? ReceivedOf(TenantKey recording) => _turns.TryGetValue(recording, out var turn) ? turn.Received?.Invoke() : null;

    internal sealed class Turn(UploadTurns turns, TenantKey recording) : IDisposable
    {
        private readonly CancellationTokenSource _superseded = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Superseded => _superseded.Token;

        /// <summary>Tells how far it has come, once it takes bytes.</summary>
        public Func<long>? Received { get; set; }

        public Task Ended => _ended.Task;

        public void Supersede() => _superseded.Cancel();

        public void Dispose()
        {
            turns._turns.TryRemove(new(recording, this));
            _ended.TrySetResult();
        }
    }
}
