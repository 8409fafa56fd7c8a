using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace JobInterview.Silo.Hosting;

/// <summary>What .NET does not ask the system, or hides: <c>Flush(true)</c> on Linux returns normally when the disk refused.</summary>
internal static class Disk
{
    private const int KeepSize = 1;
    private const uint StartWrite = 2;
    private const int DontNeed = 4;
    private const int NoSpace = 28;
    private const int QuotaUsed = 122;
    private const int WindowsFull = 112;
    private const int Again = 11;
    private const int AgainOnMac = 35;
    private const int WindowsShared = 32;

    /// <summary>The file's bytes and length survive a power cut, or this throws; never try it again on the same file.</summary>
    public static void SyncData(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (FDataSync(file) != 0)
        {
            throw Refused();
        }
    }

    public static void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (FSync(file) != 0)
        {
            throw Refused();
        }
    }

    /// <summary>The names in a folder survive a power cut.</summary>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var folder = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(path + '\0'), 0), ownsHandle: true);
            Sync(folder);                                     // .NET opens no folder as a file, the system does
        }
    }

    /// <summary>Takes room for a file before its first byte, so that a full disk is known then; its length stays what is written.</summary>
    public static void Reserve(SafeFileHandle file, long bytes)
    {
        if (OperatingSystem.IsLinux() && FAllocate(file, KeepSize, 0, bytes) != 0 && Marshal.GetLastPInvokeError() is NoSpace or QuotaUsed)
        {
            throw Refused();
        }
    }

    /// <summary>Lets the disk begin with what is written, so that the sync at the end waits for the last bytes only.</summary>
    public static void StartWriting(SafeFileHandle file, long offset, long bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SyncFileRange(file, offset, bytes, StartWrite);
        }
    }

    /// <summary>Gives back the memory that a file took which is on the disk and that nobody reads soon: the next one is written into it.</summary>
    public static void Forget(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = FAdvise(file, 0, 0, DontNeed);
        }
    }

    /// <summary>Whether a failure says that there is no room left.</summary>
    public static bool IsFull(IOException failure) => (failure.HResult & 0xFFFF) is NoSpace or QuotaUsed or WindowsFull;

    /// <summary>Whether a failure says that another process has the file to itself.</summary>
    public static bool IsBusy(IOException failure) => (failure.HResult & 0xFFFF) is Again or AgainOnMac or WindowsShared;

    private static IOException Refused()
    {
        var error = Marshal.GetLastPInvokeError();
        return new("The disk did not take the file.", new Win32Exception(error)) { HResult = error };
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int readOnly);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FDataSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FAllocate(SafeFileHandle file, int mode, long offset, long bytes);

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FAdvise(SafeFileHandle file, long offset, long length, int advice);

    [DllImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileRange(SafeFileHandle file, long offset, long bytes, uint flags);
}
