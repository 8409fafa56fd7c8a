using System.Security.Cryptography;
using System.Text.Json;
using JobInterview.Silo.Keys;

namespace JobInterview.Silo.Backups;

/// <summary>What half a backup holds: each file by its size and SHA-256, sealed against change by a code under the root key, which is in no backup.</summary>
/// <param name="TakenAt">Of the data: when its copy was done. Of the keys: when theirs began. Keys that are not older then know all that the data names.</param>
internal sealed record Manifest(BackupPart Part, string Engine, DateTimeOffset TakenAt, IReadOnlyList<ManifestFile> Files)
{
    private const string File = "manifest.json";
    private const string Code = "manifest.mac";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Random, and the same for both halves; null: written by a program that gave none.</summary>
    public Guid? Backup { get; init; }

    /// <summary>Which installation it is a backup of; null: that had no id yet.</summary>
    public Guid? Installation { get; init; }

    /// <summary>The newest migration of the data, the version of the keys; null: written by a program that did not say.</summary>
    public string? Schema { get; init; }

    /// <summary>Lists all files of a folder, and writes that into it; when this returns the folder would survive a power cut.</summary>
    public async Task<Manifest> WriteAsync(string folder, RootKey root, CancellationToken cancel)
    {
        var files = new List<ManifestFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files.Add(await ManifestFile.OfAsync(folder, path, cancel));
        }

        var manifest = this with { Files = files };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, Json);
        await BackupFiles.WriteAsync(Path.Combine(folder, Code), Convert.ToHexStringLower(root.Key.Mac(bytes)), cancel);
        await BackupFiles.WriteAsync(Path.Combine(folder, File), bytes, cancel);
        BackupFiles.SyncFolders(folder);
        return manifest;
    }

    /// <summary>Reads the manifest of a backup and compares every file with it, before anyone uses one.</summary>
    public static async Task<Manifest> ReadAsync(string folder, BackupPart part, RootKey root, CancellationToken cancel)
    {
        if (!System.IO.File.Exists(Path.Combine(folder, File)) || !System.IO.File.Exists(Path.Combine(folder, Code)))
        {
            throw new BackupRefusedException($"There is no finished backup of the {Words(part)} in {folder}.");
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(Path.Combine(folder, File), cancel);
        var code = await System.IO.File.ReadAllTextAsync(Path.Combine(folder, Code), cancel);
        if (!string.Equals(code, Convert.ToHexStringLower(root.Key.Mac(bytes)), StringComparison.Ordinal))
        {
            throw new BackupRefusedException($"The manifest in {folder} was changed or damaged, or it belongs to another root key.");
        }

        var manifest = JsonSerializer.Deserialize<Manifest>(bytes, Json)!;
        if (manifest.Part != part)
        {
            throw new BackupRefusedException($"In {folder} is a backup of the {Words(manifest.Part)}, not of the {Words(part)}.");
        }

        var there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Where(name => name is not (File or Code));
        if (!there.Order(StringComparer.Ordinal).SequenceEqual(manifest.Files.Select(file => file.Name).Order(StringComparer.Ordinal)))
        {
            throw new BackupRefusedException($"The files in {folder} are not those of its manifest.");
        }

        foreach (var file in manifest.Files)
        {
            if (await ManifestFile.OfAsync(folder, Path.Combine(folder, file.Name), cancel) != file)
            {
                throw new BackupRefusedException($"{file.Name} in {folder} was changed or damaged.");
            }
        }

        return manifest;
    }

    private static string Words(BackupPart part) => part == BackupPart.Data ? "data" : "keys";
}

/// <summary>The two halves of a backup, which do not belong in one place.</summary>
internal enum BackupPart { Data, Keys }

internal sealed record ManifestFile(string Name, long Bytes, string Sha256)
{
    public static async Task<ManifestFile> OfAsync(string folder, string path, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        return new(Path.GetRelativePath(folder, path), stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)));
    }
}

/// <summary>A backup or a restore that is not done; nothing was changed.</summary>
public sealed class BackupRefusedException(string message) : Exception(message);
