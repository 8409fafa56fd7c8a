using JobInterview.Tenants;

namespace JobInterview.Grains.Recordings;

/// <summary>Where a recording's grain keeps its state: the list row and the parts are the state, so lists never lag.</summary>
internal interface IRecordingRows
{
    Task<Recording?> LoadAsync(TenantKey recording, CancellationToken cancel = default);

    /// <summary>Writes the state after a decision and the parts that it added, in one durable commit, unless another activation was faster.</summary>
    Task<RowsOutcome> SaveAsync(TenantKey recording, Recording? before, Recording after, CancellationToken cancel = default);

    /// <summary>Destroys the key first, then the bytes: what is left of an interrupted run can be opened by nobody.</summary>
    Task DestroyAsync(TenantKey recording, Guid key, CancellationToken cancel = default);

    /// <summary>Deletes the rows of what is destroyed and was never told of; a hold that came in between keeps them.</summary>
    Task ForgetAsync(TenantKey recording, CancellationToken cancel = default);
}

/// <summary>Fenced: another activation wrote first. Unavailable: nothing is known to be written.</summary>
internal enum RowsOutcome { Saved, Fenced, Unavailable }
