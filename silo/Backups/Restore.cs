using JobInterview.Silo.Blobs;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Backups;

/// <summary>Puts a backup where nothing is, after all of it was checked. The log of destroyed keys that is there stays as it is: what it names is destroyed again before anyone is served.</summary>
internal sealed class Restore(
    IDatabaseCopies databases, Halves halves, IBlobStore blobs, ITombstones tombstones, IStorageStartup startup, RootKey root, DataFolder folder, IOptions<KeysOptions> options,
    IOptions<TombstoneOptions> log, TimeProvider clock)
{
    public async Task<string> RunAsync(BackupPlace place, CancellationToken cancel = default)
    {
        await halves.ReachAsync(cancel);
        root.Load();
        var data = await Manifest.ReadAsync(place.Data, BackupPart.Data, root, cancel);
        var keys = await Manifest.ReadAsync(place.Keys, BackupPart.Keys, root, cancel);
        if (data.Engine != databases.Engine || keys.Engine != databases.Engine)
        {
            throw new BackupRefusedException($"The backup is of {data.Engine}, and the settings say {databases.Engine}.");
        }

        Halves.Check(data, keys);
        await halves.CheckAgeAsync(data, keys, cancel);
        var named = await EntriesAsync(Path.Combine(place.Keys, Backup.Tombstones), cancel);
        await CheckEmptyAsync(cancel);
        await CheckTombstonesAsync(named, keys.TakenAt, cancel);
        await using (await startup.AloneAsync(cancel))        // a program that starts now waits until all is there
        {
            await CheckEmptyAsync(cancel);
            await PutBackAsync(place, data, named, cancel);
        }

        await startup.PrepareAsync(cancel);                   // as a start does: what was destroyed since goes again, here and now
        return $"Restored from {place.Data} and {place.Keys}. What was destroyed since then is destroyed again.";
    }

    private async Task PutBackAsync(BackupPlace place, Manifest data, List<Tombstone> named, CancellationToken cancel)
    {
        await BackupFiles.WriteAsync(folder.UnfinishedRestore, "", cancel);
        Disk.SyncFolder(folder.Path);
        if (!await tombstones.ExistsAsync(cancel))
        {
            await tombstones.BeginWithAsync(named, cancel);
        }

        await databases.RestoreKeysAsync(place.Keys, cancel);
        foreach (var file in data.Files.Where(file => file.Name.StartsWith(Backup.Blobs + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            await PutBackAsync(place.Data, file, cancel);
        }

        await databases.RestoreDataAsync(place.Data, cancel);
        await halves.JoinAsync(cancel);
        Disk.SyncFolder(folder.Path);
        File.Delete(folder.UnfinishedRestore);
        Disk.SyncFolder(folder.Path);
    }

    private async Task PutBackAsync(string from, ManifestFile file, CancellationToken cancel)
    {
        var parts = file.Name.Split(Path.DirectorySeparatorChar);
        var name = new BlobName(new(TenantKey.Parse($"{parts[1]}/{parts[2]}")), parts[3]);
        await using var source = File.OpenRead(Path.Combine(from, file.Name));
        await using var blob = await blobs.CreateAsync(name, file.Bytes, cancel);
        var buffer = new byte[1 << 20];
        while (await source.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            await blob.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        await blob.CompleteAsync(cancel);
    }

    // Also what keeps it from a running program: that has made its files and tables.
    private async Task CheckEmptyAsync(CancellationToken cancel)
    {
        folder.Create();
        string[] mayStay = [folder.RootKey, folder.Tombstones, folder.StartLock, Path.GetFullPath(log.Value.File ?? folder.Tombstones)];
        if (!await databases.AreEmptyAsync(cancel) || Directory.EnumerateFileSystemEntries(folder.Path).Except(mayStay).Any() || await blobs.AllAsync(cancel).AnyAsync(cancel))
        {
            throw new BackupRefusedException(
                "A restore goes where nothing is and no program runs: stop it, and move what is in the data folder, the databases and the blobs away. Leave the root key and the log of destroyed keys where they are.");
        }
    }

    // The log that is there knows what was destroyed since the backup, however old that is. Without one only a young backup is taken, and nobody can know that.
    private async Task CheckTombstonesAsync(List<Tombstone> named, DateTimeOffset takenAt, CancellationToken cancel)
    {
        if (await tombstones.ExistsAsync(cancel))
        {
            if (named.Count == 0 || !await tombstones.ReadAsync(-1, cancel).AnyAsync(entry => entry == named[^1], cancel))
            {
                throw new BackupRefusedException("The log of destroyed keys that is there does not reach the time of the backup: it is cut, or another one. Put the right one back.");
            }
        }
        else if (clock.GetUtcNow() - takenAt > TimeSpan.FromHours(options.Value.BackupWindowHours))
        {
            throw new BackupRefusedException(
                $"The backup of the keys is older than {options.Value.BackupWindowHours} hours, and there is no log of the keys destroyed since. Put that log back: without it what was destroyed would come back.");
        }
    }

    private static async Task<List<Tombstone>> EntriesAsync(string path, CancellationToken cancel)
    {
        var entries = new List<Tombstone>();
        await foreach (var line in File.ReadLinesAsync(path, cancel))
        {
            entries.Add(Tombstone.Parse(line) is { } entry && entry.Follows(entries.LastOrDefault())
                ? entry : throw new BackupRefusedException("The copy of the log of destroyed keys in the backup is broken."));
        }

        return entries;
    }
}
