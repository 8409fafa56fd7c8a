using System.Globalization;

namespace JobInterview.Benchmarks;

/// <summary>Processor time of this program and of what it started, from the kernel's own accounts.</summary>
internal static class CpuTime
{
    // Linux reports user and system time in ticks of 10 ms on every architecture that .NET runs on.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>The time that a process has used, with all that it started and that has ended.</summary>
    public static TimeSpan Of(int process)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => Read(name!)).OfType<Used>().ToLookup(used => used.Parent);
        return Tick * Below(process).Sum(used => used.Ticks);

        IEnumerable<Used> Below(int parent) => Read($"{parent}") is { } own ? [own, .. all[parent].SelectMany(child => Below(child.Process))] : [];
    }

    /// <summary>The time that all processors together have been at work, for whomever.</summary>
    public static TimeSpan OfTheMachine()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Number).ToArray();
        const int idle = 3, waiting = 4, guests = 8;          // a guest's time is part of the user's
        return Tick * (fields.Take(guests).Sum() - fields[idle] - fields[waiting]);
    }

    /// <summary>The time that one process has used.</summary>
    public static TimeSpan OfOne(int process) => Tick * (Read($"{process}")?.Ticks ?? 0);

    private static Used? Read(string process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');     // after the name, which may hold anything
            return new((int)Number(process), (int)Number(fields[1]), fields[11..15].Sum(Number));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private sealed record Used(int Process, int Parent, long Ticks);
}
