using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>After the end of an interview the ledger says until when its recordings are kept, without waiting for the next tick.</summary>
internal sealed class SessionEndedHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => SessionOutbox.EndedKind;

    public async Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        CallerTenant.Set(session.Tenant);
        await grains.GetGrain<IRetentionGrain>(new TenantKey(session.Tenant, session.Tenant.Value).ToString()).SweepAsync();
        return OutboxVerdict.Done;
    }
}
