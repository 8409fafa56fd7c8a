using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>Does what an outbox message asks for; it may be called more than once for the same message.</summary>
public interface IOutboxHandler
{
    string Kind { get; }

    /// <summary>How long one message may take where that is long; such a handler holds up only its own kind. Null: a moment.</summary>
    TimeSpan? SlowLimit => null;

    Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel);
}

/// <summary>Done: the row goes. Keep: the row stays readable, nothing is tried again. Retry: later, with growing pauses, and not for ever.
/// Wait: it is not time yet, again in a few seconds, for as long as the handler says so.</summary>
public enum OutboxVerdict { Done, Keep, Retry, Wait }
