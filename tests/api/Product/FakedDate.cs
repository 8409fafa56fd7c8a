namespace JobInterview.Api.Tests.Product;

/// <summary>Settings under which a program lives at another date, as the faketime command gives them without its second process: timers count on.</summary>
public static class FakedDate
{
    /// <param name="offset">Such as <c>+8d</c>.</param>
    public static Dictionary<string, string> By(string offset) => new(Library) { ["FAKETIME"] = offset };

    /// <summary>The offset is what a file holds, and is read again every second.</summary>
    public static Dictionary<string, string> In(string file) => new(Library) { ["FAKETIME_TIMESTAMP_FILE"] = file, ["FAKETIME_CACHE_DURATION"] = "1" };

    private static Dictionary<string, string> Library => new()
    {
        ["LD_PRELOAD"] = Directory.GetDirectories("/usr/lib", "*-linux-*").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).Single(File.Exists),
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };
}
