using System.Data.Common;
using JobInterview.Silo.Data;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Tombstones;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Hosting;

/// <summary>Makes the storage ready: folder, keys, schema.</summary>
public interface IStorageStartup
{
    /// <summary>Brings everything to the current schema, the first process for all; later calls wait for the first and do nothing.</summary>
    Task PrepareAsync(CancellationToken cancel = default);

    /// <summary>Whether the storage of this process is ready.</summary>
    bool IsPrepared { get; }

    /// <summary>Waits until no other process prepares anything, and lets none begin before this is disposed.</summary>
    Task<IAsyncDisposable> AloneAsync(CancellationToken cancel = default);
}

internal sealed class StorageStartup(
    ISchema schema, StartLook look, KeyStore keys, RootKey root, RootCheck rootCheck, TombstoneReplay tombstones, DataFolder folder, IOptions<TopologyOptions> topology) : IStorageStartup, IHostedLifecycleService
{
    private readonly Lock _gate = new();
    private Task? _prepared;

    public bool IsPrepared => _prepared is { IsCompletedSuccessfully: true };

    public Task PrepareAsync(CancellationToken cancel = default)
    {
        lock (_gate)
        {
            return _prepared ??= PrepareOnceAsync(cancel);
        }
    }

    public Task<IAsyncDisposable> AloneAsync(CancellationToken cancel = default) => schema.LockAsync(cancel);

    // Before every StartAsync, so before Orleans and before the first request.
    public Task StartingAsync(CancellationToken cancellationToken) => PrepareAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareOnceAsync(CancellationToken cancel)
    {
        try
        {
            await schema.ReachAsync(cancel);
            await using var alone = await schema.LockAsync(cancel);
            await PrepareAsync(await look.TakeAsync(cancel), cancel);
        }
        catch (DbException failure) when (DatabaseFaults.Explain(failure) is { } why)
        {
            throw new StartRefusedException(why, failure);
        }
    }

    private async Task PrepareAsync(FoundAtStart found, CancellationToken cancel)
    {
        folder.Create();
        root.LoadOrMake();
        if (found.Keys.MayChange)                             // else it is current: the look has made sure
        {
            await keys.PrepareAsync(found.Installation, cancel);
        }

        await rootCheck.MakeAsync(cancel);
        await tombstones.RunAsync(found.Log, cancel);          // before anyone is served
        if (found.Data.MayChange)
        {
            await schema.MigrateAsync(new(found.Installation, Sealer.Service), cancel);
        }

        await keys.PairAsync(cancel);
        await schema.ClaimAsync(topology.Value.Id, cancel);
    }
}
