using System.Diagnostics;
using System.Globalization;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>How a program is started that reads what strangers sent: no shell, no settings of ours, an empty folder, limits of the system, and no network,
/// no file and no process of ours where this machine can hide them.</summary>
internal sealed class Confinement
{
    private const long AddressSpace = 1L << 30;
    private const int Seconds = 60;
    private const int Files = 32;
    private const int Threads = 16;

    // The strongest first. Who may make namespaces differs from machine to machine, so each is tried once.
    private static readonly Confinement[] Kinds =
    [
        new(hasOwnUsers: true, [
            "bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr", "--ro-bind-try", "/bin", "/bin", "--ro-bind-try", "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64",
            "--ro-bind-try", "/etc/alternatives", "/etc/alternatives", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev", "--chdir", "/", "--"]),
        new(hasOwnUsers: true, ["unshare", "--user", "--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child", "--"]),
        new(hasOwnUsers: false, ["unshare", "--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child", "--"]),
        new(hasOwnUsers: false, []),
    ];

    private readonly bool _hasOwnUsers;
    private readonly string[] _walls;

    private Confinement(bool hasOwnUsers, string[] walls) => (_hasOwnUsers, _walls) = (hasOwnUsers, walls);

    /// <summary>The program around it, or nothing where limits are all there is.</summary>
    public string Name => _walls.Length == 0 ? "limits alone" : string.Join(' ', _walls.TakeWhile(wall => wall is "bwrap" or "unshare" or "--unshare-all" or "--user" or "--net"));

    /// <summary>The strongest kind in which this program starts here; null when it does not start at all.</summary>
    public static async Task<Confinement?> FindAsync(string program, IReadOnlyList<string> harmless, TimeSpan patience, TimeProvider clock)
    {
        foreach (var kind in OperatingSystem.IsLinux() && program.Length > 0 ? Kinds : [])
        {
            using var late = new CancellationTokenSource(patience, clock);
            if (await ConfinedRun.RunAsync(kind.Start(program, harmless, 0), Stream.Null, null, late.Token) == 0)
            {
                return kind;
            }
        }

        return null;
    }

    public ProcessStartInfo Start(string program, IEnumerable<string> arguments, long largestFile)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] command = [.. _walls, "prlimit", .. Limits(largestFile), program, .. arguments];
        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        return start;
    }

    // Processes are counted for all of a user, and so of this server, unless it has users of its own.
    private IEnumerable<string> Limits(long largestFile) =>
    [
        Limit("as", AddressSpace), Limit("cpu", Seconds), Limit("fsize", largestFile), Limit("core", 0), Limit("nofile", Files),
        .. _hasOwnUsers ? [Limit("nproc", Threads)] : Array.Empty<string>(),
    ];

    private static string Limit(string what, long most) => string.Create(CultureInfo.InvariantCulture, $"--{what}={most}");
}
