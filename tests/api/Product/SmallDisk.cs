using System.Diagnostics;

namespace JobInterview.Api.Tests.Product;

/// <summary>A small file system in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _mount;

    private SmallDisk(string mount) => _mount = mount;

    public string Folder => Path.Combine(_mount, "data");

    public static SmallDisk Make(int mebibytes = 24)
    {
        var mount = Directory.CreateTempSubdirectory("ji-disk-").FullName;
        Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", mount);
        return new(mount);
    }

    public void Fill()
    {
        using var filler = File.Create(Path.Combine(_mount, "filler"));
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                filler.Write(block);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    public void Free() => File.Delete(Path.Combine(_mount, "filler"));

    public void Dispose()
    {
        Run("umount", "-l", _mount);
        Directory.Delete(_mount);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} needs the right to mount a small file system.");
    }
}
