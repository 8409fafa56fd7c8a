using System.Runtime.Versioning;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>A program in the place of ffmpeg, with a path like no other's, so that its processes are told from all others.</summary>
[SupportedOSPlatform("linux")]
internal sealed class OtherProgram : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ffmpeg-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "ffmpeg");

    public int Runs => File.Exists(Of("runs")) ? File.ReadAllLines(Of("runs")).Length : 0;

    /// <summary>The real one under this path.</summary>
    public static OtherProgram Real()
    {
        var program = new OtherProgram();
        File.CreateSymbolicLink(program.Path, "/usr/bin/ffmpeg");
        return program;
    }

    /// <summary>A script; in it <c>$here</c> is a folder for marks.</summary>
    public static OtherProgram Of(params string[] lines)
    {
        var program = new OtherProgram();
        string[] script =
        [
            "#!/bin/sh", "case \"$*\" in *-version*) exit 0;; esac", $"here='{program._folder}'", "echo run >> \"$here/runs\"", .. lines, "",
        ];
        File.WriteAllText(program.Path, string.Join('\n', script));
        File.SetUnixFileMode(program.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    public bool Has(string mark) => File.Exists(Of(mark));

    public void Give(string mark) => File.WriteAllText(Of(mark), "");

    /// <summary>Processes that have this program in their command line.</summary>
    public int Processes() => Directory.GetDirectories("/proc").Count(IsMine);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool IsMine(string process)
    {
        try
        {
            return int.TryParse(System.IO.Path.GetFileName(process), out _) && File.ReadAllText(System.IO.Path.Combine(process, "cmdline")).Contains(_folder, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string Of(string mark) => System.IO.Path.Combine(_folder, mark);
}
