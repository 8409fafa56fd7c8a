using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tenants;

/// <summary>What was done in a company and by whom: each entry holds the hash of the one before, so that none can be taken out unseen.</summary>
public interface IAuditLog
{
    /// <summary>Adds an entry; durable when this returns.</summary>
    Task AppendAsync(TenantId tenant, AuditNote note, CancellationToken cancel = default);

    /// <summary>One page, newest first, at most 100.</summary>
    Task<Page<AuditEntry>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancel = default);
}

/// <summary>Something worth remembering: keys and counts, never a name, an address or a secret.</summary>
/// <param name="Action">A stable name: <c>member.signed-in</c>.</param>
/// <param name="By">Who did it, or null when nobody is known.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Detail">A code or a count.</param>
public sealed record AuditNote(string Action, Actor? By = null, Guid? Subject = null, string? Detail = null);

/// <summary>An entry of the log, with what chains it to the one before.</summary>
public sealed record AuditEntry(long Seq, DateTimeOffset At, AuditNote Note, string Hash);
