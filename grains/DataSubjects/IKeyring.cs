using JobInterview.Tenants;

namespace JobInterview.Grains.DataSubjects;

/// <summary>Makes keys; opening and sealing stay in the storage layer, so no key ever reaches the domain.</summary>
public interface IKeyring
{
    /// <summary>A new data key under the subject's own key, durable when this returns; rows may name it from then on.</summary>
    Task<Guid> CreateDataKeyAsync(TenantKey subject, CancellationToken cancel = default);
}
