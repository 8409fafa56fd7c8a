using System.Globalization;

namespace JobInterview.Silo.Hosting;

/// <summary>The kernel's group whose memory this process shares, a container's as a rule: how much it may have, and how much of that can not be taken back.</summary>
internal sealed class MemoryGroup
{
    private readonly string _used;
    private readonly string _stat;
    private readonly string _inactive;

    private MemoryGroup(string folder, string used, string inactive, long limit) =>
        (_used, _stat, _inactive, Limit) = (Path.Combine(folder, used), Path.Combine(folder, "memory.stat"), inactive, limit);

    public long Limit { get; }

    /// <summary>Bytes without the pages of files that nobody uses now, as orchestrators count them; null where the kernel can not be asked, as when no file can be opened.</summary>
    public long? Used
    {
        get
        {
            try
            {
                return Math.Max(0, Number(File.ReadAllText(_used)) - Inactive);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>The group of this process; null when nothing limits it.</summary>
    public static MemoryGroup? Find() => OperatingSystem.IsLinux() && File.Exists("/proc/self/cgroup")
        ? Of(File.ReadAllLines("/proc/self/cgroup"), "/sys/fs/cgroup", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 4)
        : null;

    /// <param name="lines">Of <c>/proc/self/cgroup</c>: <c>id:controllers:path</c>.</param>
    /// <param name="root">Where the groups are mounted.</param>
    /// <param name="most">A limit above this is none.</param>
    internal static MemoryGroup? Of(IEnumerable<string> lines, string root, long most)
    {
        foreach (var line in lines.Select(line => line.Split(':', 3)).Where(line => line.Length == 3))
        {
            var isFirst = line[1].Split(',').Contains("memory");
            if (!isFirst && line[1].Length > 0)
            {
                continue;
            }

            // Inside a container the path may be the host's, which is not there.
            var mount = isFirst ? Path.Combine(root, "memory") : root;
            string[] folders = [Path.Combine(mount, line[2].TrimStart('/')), mount];
            var limit = isFirst ? "memory.limit_in_bytes" : "memory.max";
            if (folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, limit))) is { } folder
                && Number(File.ReadAllText(Path.Combine(folder, limit))) is > 0 and var bytes && bytes <= most)
            {
                return new(folder, isFirst ? "memory.usage_in_bytes" : "memory.current", isFirst ? "total_inactive_file " : "inactive_file ", bytes);
            }
        }

        return null;
    }

    private long Inactive => File.ReadLines(_stat).FirstOrDefault(line => line.StartsWith(_inactive, StringComparison.Ordinal)) is { } line ? Number(line[_inactive.Length..]) : 0;

    // "max" is no number and no limit.
    private static long Number(string text) => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
