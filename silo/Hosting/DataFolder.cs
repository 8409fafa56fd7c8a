using JobInterview.Silo.Starts;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Hosting;

/// <summary>The folder of everything this process keeps in files: databases, the root key, blobs.</summary>
public sealed class DataFolder(IOptions<DataOptions> options)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Path { get; } = Resolve(options.Value.Folder);

    /// <summary>A file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    internal string Database => File("jobinterview.db");

    internal string Keys => File("keys.db");

    internal string Orleans => File("orleans.db");

    internal string RootKey => File("root.key");

    internal string Tombstones => File("tombstones.log");

    internal string StartLock => File("start.lock");

    /// <summary>Is there while a restore is not finished.</summary>
    internal string UnfinishedRestore => File("restore.unfinished");

    internal void Create()
    {
        try
        {
            Directory.CreateDirectory(Path);
            if (!OperatingSystem.IsWindows())
            {
                System.IO.File.SetUnixFileMode(Path, OwnerOnly);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unusable(refused);
        }
    }

    internal static StartRefusedException Unusable(Exception refused) => new(
        "The data folder (Data:Folder) can not be used: it is no folder, or this process may not write there. Name another one, or give the process the right to it.", refused);

    private static string Resolve(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return System.IO.Path.GetFullPath(configured);
        }

        // Never the working directory: the same program must find the same data wherever it is started from.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "JobInterview.slnx")))
            {
                return System.IO.Path.Combine(folder.FullName, "data");
            }
        }

        return System.IO.Path.Combine(AppContext.BaseDirectory, "data");
    }
}
