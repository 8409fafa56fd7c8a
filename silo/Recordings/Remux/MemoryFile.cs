using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>A file on no disk: it can be sought in, has no name, and is gone with whoever holds it last.</summary>
[SupportedOSPlatform("linux")]
internal sealed class MemoryFile
{
    private const int SetFlags = 2;
    private const int CloseOnExec = 1;
    private readonly SafeFileHandle _file;
    private readonly int _number;

    private MemoryFile(int number) => (_file, _number) = (new(number, ownsHandle: true), number);

    /// <summary>How a program opens it that was started before <see cref="Keep"/>: by its own copy of the number, since it may not look into this process.</summary>
    public string PathInChild => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{_number}");

    public static MemoryFile Create() => Create("playback", 0) is >= 0 and var number ? new(number) : throw Refused();

    /// <summary>No program that is started from now on gets it.</summary>
    public void Keep()
    {
        if (Control(_file, SetFlags, CloseOnExec) < 0)
        {
            throw Refused();
        }
    }

    /// <summary>What is in it; gone when this is closed.</summary>
    public Stream Open() => new FileStream(_file, FileAccess.Read, bufferSize: 0);

    private static IOException Refused() => new("There is no memory file.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create([MarshalAs(UnmanagedType.LPStr)] string name, uint flags);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, int command, int argument);
}
