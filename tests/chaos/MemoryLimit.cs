using System.Globalization;

namespace JobInterview.Chaos.Tests;

/// <summary>A group of processes that the kernel gives so much memory and no more; gone when disposed, which is after its processes.</summary>
internal sealed class MemoryLimit : IDisposable
{
    private const string First = "/sys/fs/cgroup/memory";         // version 1 of the kernel's groups
    private const string Second = "/sys/fs/cgroup";
    private readonly string _folder;

    public MemoryLimit(int mebibytes)
    {
        var isFirst = Directory.Exists(First);
        _folder = Path.Combine(isFirst ? First : Second, string.Create(CultureInfo.InvariantCulture, $"ji-chaos-{Environment.ProcessId}-{Random.Shared.Next():x}"));
        var bytes = ((long)mebibytes << 20).ToString(CultureInfo.InvariantCulture);
        try
        {
            Directory.CreateDirectory(_folder);
            File.WriteAllText(Path.Combine(_folder, isFirst ? "memory.limit_in_bytes" : "memory.max"), bytes);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"A group with little memory could not be made in {Path.GetDirectoryName(_folder)}: it needs root, and the kernel's memory groups.", refused);
        }

        var (swap, none) = isFirst ? ("memory.memsw.limit_in_bytes", bytes) : ("memory.swap.max", "0");
        if (File.Exists(Path.Combine(_folder, swap)))
        {
            File.WriteAllText(Path.Combine(_folder, swap), none);
        }
    }

    /// <summary>The command that becomes another one, inside.</summary>
    public string[] Around => ["sh", "-c", $"echo $$ > {Path.Combine(_folder, "cgroup.procs")} && exec \"$@\"", "sh"];

    public void Dispose() => Directory.Delete(_folder);
}
