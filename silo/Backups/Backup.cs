using System.Globalization;
using System.Text;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Recordings.Remux;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Backups;

/// <summary>Copies data and keys while the program runs, each into a folder of its own. A folder has its name only when it is whole.</summary>
internal sealed class Backup(IDatabaseCopies databases, Halves halves, IBlobStore blobs, ITombstones tombstones, RootKey root, DataFolder folder, TimeProvider clock)
{
    public const string Tombstones = "tombstones.log";
    public const string Blobs = "blobs";

    public async Task<string> RunAsync(BackupPlace place, CancellationToken cancel = default)
    {
        await halves.ReachAsync(cancel);
        if (await databases.AreEmptyAsync(cancel))
        {
            throw new BackupRefusedException("There is nothing to copy: no database is where the settings say.");
        }

        foreach (var taken in new[] { place.Data, place.Keys }.Where(Path.Exists))
        {
            throw new BackupRefusedException($"{taken} is there already. A backup goes into a folder of its own.");
        }

        if (place.IsWithin(folder.Path))
        {
            throw new BackupRefusedException("A backup does not go into the folder of the data: whoever loses that loses both.");
        }

        root.Load();
        var standing = await halves.LookAsync(cancel);
        try
        {
            return await CopyAsync(place, standing.Data, standing.Keys, cancel);
        }
        catch (Exception failure)
        {
            Discard(place.Data);
            Discard(place.Keys);
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new BackupRefusedException($"The backup could not be written. {failure.Message}");
            }

            throw;
        }
    }

    private async Task<string> CopyAsync(BackupPlace place, DataStanding standing, KeyStanding stored, CancellationToken cancel)
    {
        var (data, keys) = (Begin(place.Data), Begin(place.Keys));
        // What refers comes before what is referred to: each copy then finds what the one before it names, or it is destroyed.
        await databases.CopyDataAsync(data, cancel);
        var dataAt = clock.GetUtcNow();
        await foreach (var blob in blobs.AllAsync(cancel))
        {
            if (!PlaybackCopies.IsCopy(blob.Name))
            {
                await CopyAsync(blob, data, cancel);          // what is made of recordings is made again
            }
        }

        var keysAt = clock.GetUtcNow();
        await databases.CopyKeysAsync(keys, cancel);
        await CopyTombstonesAsync(Path.Combine(keys, Tombstones), cancel);
        var id = RandomId.New();
        var ofData = new Manifest(BackupPart.Data, databases.Engine, dataAt, []) { Backup = id, Installation = standing.Installation?.Id, Schema = standing.Migrations[^1] };
        var ofKeys = new Manifest(BackupPart.Keys, databases.Engine, keysAt, []) { Backup = id, Installation = stored.Installation, Schema = $"{stored.Version}" };
        var whole = await ofData.WriteAsync(data, root, cancel);
        await ofKeys.WriteAsync(keys, root, cancel);
        End(keys, place.Keys);
        End(data, place.Data);
        return string.Create(CultureInfo.InvariantCulture, $"{whole.Files.Count} files of data are in {place.Data}, the keys in {place.Keys}. Keep the two apart, and the keys for a day at most. The root key is in neither.");
    }

    private static string Partial(string folder) => $"{folder}.partial";

    // Also what a backup left that was killed.
    private static void Discard(string folder)
    {
        if (Directory.Exists(Partial(folder)))
        {
            Directory.Delete(Partial(folder), recursive: true);
        }
    }

    private static string Begin(string folder)
    {
        Discard(folder);
        BackupFiles.MakeFolder(Partial(folder));
        return Partial(folder);
    }

    private static void End(string partial, string folder)
    {
        Directory.Move(partial, folder);
        Disk.SyncFolder(Path.GetDirectoryName(folder)!);
    }

    private async Task CopyTombstonesAsync(string path, CancellationToken cancel)
    {
        await using var file = BackupFiles.Create(path);
        await foreach (var entry in tombstones.ReadAsync(-1, cancel))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes($"{entry}\n"), cancel);
        }

        await BackupFiles.EndAsync(file, cancel);
    }

    private async Task CopyAsync(BlobName name, string folder, CancellationToken cancel)
    {
        await using var blob = await blobs.OpenAsync(name, cancel);
        if (blob is null)
        {
            return;                                           // destroyed since it was listed
        }

        var path = Path.Combine(folder, Blobs, name.ToString());
        try
        {
            await using var file = BackupFiles.Create(path);
            await CopyAsync(blob, file, cancel);
            await BackupFiles.EndAsync(file, cancel);
        }
        catch (FileNotFoundException)
        {
            File.Delete(path);                                // destroyed while it was copied
        }
    }

    private static async Task CopyAsync(IBlobReader blob, FileStream file, CancellationToken cancel)
    {
        var buffer = new byte[1 << 20];
        for (long at = 0; at < blob.Length;)
        {
            var read = await blob.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, blob.Length - at)), at, cancel);
            if (read == 0)
            {
                break;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            at += read;
        }
    }
}
