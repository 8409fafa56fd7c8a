using JobInterview.Silo.Starts;

namespace JobInterview.Silo.Data;

/// <summary>The schema of one engine, and the lock under which it changes.</summary>
internal interface ISchema
{
    /// <summary>Makes sure that every database of the settings can be used, waits for one that is not up yet, and says which setting is wrong.</summary>
    Task ReachAsync(CancellationToken cancel);

    Task<IAsyncDisposable> LockAsync(CancellationToken cancel);

    /// <summary>How the database stands; changes no byte of it.</summary>
    Task<DataStanding> LookAsync(CancellationToken cancel);

    /// <summary>Brings it to the current schema, and names it.</summary>
    Task MigrateAsync(Installation installation, CancellationToken cancel);

    /// <summary>Writes what the database is part of, unless it says so already.</summary>
    Task NameAsync(Installation installation, CancellationToken cancel);

    /// <summary>Writes which cluster uses it from now on.</summary>
    Task ClaimAsync(string cluster, CancellationToken cancel);
}
