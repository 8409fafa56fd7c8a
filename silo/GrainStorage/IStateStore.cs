using Orleans.Runtime;

namespace JobInterview.Silo.GrainStorage;

/// <summary>Sealed grain states as rows, each with a version that a writer must know.</summary>
internal interface IStateStore
{
    Task<StoredState?> ReadAsync(string name, GrainId grain);

    /// <summary>The new version, or null when <paramref name="version"/> is not the current one (null: there is none yet).</summary>
    Task<long?> WriteAsync(string name, GrainId grain, byte[] body, long? version);

    /// <summary>False when the row is there with another version.</summary>
    Task<bool> ClearAsync(string name, GrainId grain, long? version);
}

internal sealed record StoredState(byte[] Body, long Version);
