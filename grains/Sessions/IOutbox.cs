using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>Does what an outbox message asks for; it may be called more than once for the same message.</summary>
public interface IOutboxHandler
{
    string Kind { get; }

    Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel);
}

/// <summary>Done: the row goes. Keep: the row stays readable, nothing is tried again. Retry: later, with growing pauses.</summary>
public enum OutboxVerdict { Done, Keep, Retry }
