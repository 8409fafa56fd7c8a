using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Grains.Recordings;

/// <summary>Tells the audit log who has seen a recording.</summary>
public interface IRecordingViews
{
    /// <summary>One entry per viewer and recording, however many ranges are read; durable when this returns.</summary>
    Task NoteAsync(TenantKey recording, Actor viewer, CancellationToken cancel = default);
}
