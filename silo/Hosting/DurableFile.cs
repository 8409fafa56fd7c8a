using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace JobInterview.Silo.Hosting;

/// <summary>Files that must survive a power cut.</summary>
internal static class DurableFile
{
    /// <summary>Makes a file that only its owner can read; false when there already is one.</summary>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush();
                Sync(file.SafeFileHandle);
            }

            File.Move(temporary, path, overwrite: false);     // a link, then an unlink: of two processes one wins
            SyncFolder(Path.GetDirectoryName(path)!);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var folder = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(path + '\0'), 0), ownsHandle: true);
            Sync(folder);                                     // .NET opens no folder as a file, the system does
        }
    }

    // Flush(true) of .NET on Linux hides a failed fsync, so the system is asked itself.
    private static void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (FSync(file) != 0)
        {
            throw new IOException("The disk did not take the file.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int readOnly);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(SafeFileHandle file);
}
