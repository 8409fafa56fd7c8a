namespace JobInterview.Grains.Sessions;

/// <summary>Whether the connection that speaks for the candidate is there. A client without a stream is never missed.</summary>
/// <param name="round">How long after it was heard of it is not missed even where it left: another connection under the same name may be about to ask.</param>
internal sealed class ConnectionPresence(TimeSpan round)
{
    private static readonly TimeSpan ReturnsWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(8);
    private string? _connection;
    private DateTimeOffset _seen;
    private DateTimeOffset? _left;

    public void Seen(string? connection, DateTimeOffset now)
    {
        if (connection is not null)
        {
            (_connection, _seen, _left) = (connection, now, null);
        }
    }

    public void Left(string connection, DateTimeOffset now)
    {
        if (connection == _connection)
        {
            _left = now;
        }
    }

    /// <summary>It was said that it is gone: until it is heard of again there is nobody to miss, and who goes on without it is not stopped.</summary>
    public void Forget() => _connection = null;

    /// <summary>When to look whether it is gone, or null when there is nobody to miss.</summary>
    public DateTimeOffset? DueAt(string? holder) => holder is null || holder != _connection ? null : _left is { } left ? Later(left, _seen + round) + ReturnsWithin : _seen + SilentFor;

    /// <summary>Since when it is gone, once that is certain.</summary>
    public DateTimeOffset? LostSince(string? holder, DateTimeOffset now) => DueAt(holder) <= now ? _left ?? _seen : null;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
