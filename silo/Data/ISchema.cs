namespace JobInterview.Silo.Data;

/// <summary>The schema of one engine, and the lock under which it changes.</summary>
internal interface ISchema
{
    Task<IAsyncDisposable> LockAsync(CancellationToken cancel);

    Task MigrateAsync(CancellationToken cancel);
}
