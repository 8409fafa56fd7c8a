using System.Diagnostics;
using System.Globalization;

namespace JobInterview.Benchmarks;

/// <summary>The processors that a process may use.</summary>
/// <param name="Cores">As <c>taskset</c> takes them; null: all.</param>
/// <param name="Share">A group of the kernel's scheduler whose processes have a limit; null: none.</param>
internal sealed record Place(string? Cores, CoreShare? Share)
{
    public static Place Anywhere { get; } = new(null, null);

    /// <summary>The command that starts another one there; the process keeps its id.</summary>
    public string[] Around(string[] command)
    {
        string[] pinned = Cores is null ? command : ["taskset", "-c", Cores, .. command];
        return Share is null ? pinned : ["sh", "-c", $"echo $$ > {Share.Members} && exec \"$@\"", "sh", .. pinned];
    }

    /// <summary>Puts a process that runs, and what it starts from now on, on some cores.</summary>
    public static async Task PinAsync(int process, string cores)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-p", "-c", cores, process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        await taskset.WaitForExitAsync();
    }
}

/// <summary>A share of one core that the processes of a group can not pass while it is <see cref="Narrow">narrowed</see>, in periods of 10 ms; made by root alone, and gone when disposed.</summary>
internal sealed class CoreShare : IDisposable
{
    private const int Period = 10_000;
    private const string First = "/sys/fs/cgroup/cpu";            // version 1 of the kernel's groups
    private const string Second = "/sys/fs/cgroup";
    private static readonly bool IsFirst = Directory.Exists(First);
    private static int _made;
    private readonly string _folder = Path.Combine(IsFirst ? First : Second, $"ji-bench-{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
    private readonly int _quota;

    public CoreShare(double ofACore)
    {
        _quota = (int)(Period * ofACore);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>The file that takes the ids of those who belong to it.</summary>
    public string Members => Path.Combine(_folder, "cgroup.procs");

    public void Narrow() => Write($"{_quota}");

    public void Widen() => Write(IsFirst ? "-1" : "max");

    public void Dispose() => Directory.Delete(_folder);

    private void Write(string quota)
    {
        var (file, value) = IsFirst ? ("cpu.cfs_quota_us", quota) : ("cpu.max", $"{quota} {Period}");
        if (IsFirst)
        {
            File.WriteAllText(Path.Combine(_folder, "cpu.cfs_period_us"), $"{Period}");
        }

        File.WriteAllText(Path.Combine(_folder, file), value);
    }
}
