using JobInterview.Silo.Data;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Tombstones;
using Microsoft.Extensions.Hosting;
using System.Security.Cryptography;

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

internal sealed class StorageStartup(ISchema schema, KeyStore keys, RootKey root, ISystemSecrets secrets, TombstoneReplay tombstones, DataFolder folder)
    : IStorageStartup, IHostedLifecycleService
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
        folder.Create();
        if (File.Exists(folder.UnfinishedRestore))
        {
            throw new StartRefusedException(
                "A restore was not finished. Empty the data folder, the databases and the blobs, except for the root key and the log of destroyed keys, and restore again.");
        }

        await using var alone = await schema.LockAsync(cancel);
        await keys.PrepareAsync(cancel);
        root.Load(wrappedKeysExist: await keys.AnyAsync(cancel));
        await CheckRootAsync(cancel);
        await tombstones.RunAsync(cancel);                     // before anyone is served
        await schema.MigrateAsync(cancel);
    }

    private async Task CheckRootAsync(CancellationToken cancel)
    {
        try
        {
            await secrets.GetOrCreateAsync("root-check", () => RandomNumberGenerator.GetBytes(32), cancel);
        }
        catch (SealBrokenException)
        {
            throw new StartRefusedException("The root key is not the one that wrapped the stored keys. Put the right one back.");
        }
    }
}
