using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Grains.DataSubjects;

/// <summary>New versions of a company's own key, while everyone goes on reading and writing.</summary>
public interface IKeyRotations
{
    /// <summary>Begins a new version, told to the audit log; where one is under way it changes nothing.</summary>
    Task<KeyVersions> BeginAsync(TenantId tenant, Actor by, CancellationToken cancel = default);

    /// <summary>How far it is.</summary>
    Task<KeyVersions> FindAsync(TenantId tenant, CancellationToken cancel = default);
}

/// <summary>The versions of a company's key.</summary>
/// <param name="NewestAt">When the newest one was made; null: the company has sealed nothing yet.</param>
/// <param name="IsReplacing">Whether an older one is still there.</param>
/// <param name="Remaining">Keys that the newest one does not wrap yet.</param>
public sealed record KeyVersions(DateTimeOffset? NewestAt, bool IsReplacing, long Remaining);
