using System.Collections.Immutable;

namespace JobInterview.Grains.Sessions;

/// <summary>Those who wait for a session's next event. While somebody follows, the last few entries are kept; older ones are in the journal, and so are all of an interview that nobody follows.</summary>
internal sealed class SessionFollowers(TimeProvider clock)
{
    private const int Kept = 8;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Who follows asks again within the patience, and somewhat later from a busy process.
    private static readonly TimeSpan AsksAgainWithin = 4 * Patience;
    private ImmutableArray<JournalEntry> _recent = [];
    private long _last;
    private long? _askedAt;
    private TaskCompletionSource? _next;

    public void StartAfter(long seq) => _last = seq;

    public void Tell(ImmutableArray<JournalEntry> entries)
    {
        _recent = IsFollowed ? [.. _recent.AsSpan()[Math.Clamp(_recent.Length + entries.Length - Kept, 0, _recent.Length)..], .. entries] : [];
        _last = entries[^1].Seq;
        Release();
    }

    /// <summary>Lets everybody who waits ask again.</summary>
    public void Release()
    {
        var told = _next;
        _next = null;
        told?.TrySetResult();
    }

    public async Task<SessionNews> NewsAsync(long after)
    {
        _askedAt = clock.GetTimestamp();
        if (_last <= after)
        {
            _next ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            await _next.Task.WaitAsync(Patience, clock).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }

        var entries = _recent.Where(entry => entry.Seq > after).ToArray();
        return new(entries, HasGap: _last > after && (entries.Length == 0 || entries[0].Seq != after + 1), Superseded: false, Exists: true);
    }

    private bool IsFollowed => _askedAt is { } asked && clock.GetElapsedTime(asked) < AsksAgainWithin;
}
