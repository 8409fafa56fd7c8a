using System.Text;
using JobInterview.Silo.Hosting;

namespace JobInterview.Silo.Backups;

/// <summary>Files of a backup: readable by their owner alone, and on the disk when they count.</summary>
internal static class BackupFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static Task WriteAsync(string path, string text, CancellationToken cancel) => WriteAsync(path, Encoding.ASCII.GetBytes(text), cancel);

    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await using var file = Create(path);
        await file.WriteAsync(bytes, cancel);
        await EndAsync(file, cancel);
    }

    public static async Task CopyAsync(string from, string to, CancellationToken cancel)
    {
        await using var source = File.OpenRead(from);
        await using var target = Create(to);
        await source.CopyToAsync(target, cancel);
        await EndAsync(target, cancel);
    }

    public static FileStream Create(string path)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new(path, options);
    }

    public static async Task EndAsync(FileStream file, CancellationToken cancel)
    {
        await file.FlushAsync(cancel);
        Disk.SyncData(file.SafeFileHandle);
    }

    public static void MakeFolder(string path) =>
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);

    /// <summary>Makes a file that another program wrote as safe as our own.</summary>
    public static void Sync(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        Disk.SyncData(file);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    public static void SyncFolders(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories))
        {
            Disk.SyncFolder(folder);
        }

        Disk.SyncFolder(root);
    }
}
