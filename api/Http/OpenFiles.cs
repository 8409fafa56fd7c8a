using System.Globalization;

namespace JobInterview.Api.Http;

/// <summary>How many files, lines included, the system lets this process have open.</summary>
internal static class OpenFiles
{
    private const string Row = "Max open files";

    // Its own, its databases' and recordings'; without one the runtime ends the process. At rest it has some four hundred.
    private const long Reserve = 1_024;

    /// <summary>How many lines of callers that allows: what the process does not need itself, a quarter where there are few. Null: any number.</summary>
    public static long? MostLines { get; } = File.Exists("/proc/self/limits") ? Of(File.ReadLines("/proc/self/limits")) : null;

    /// <param name="limits">Rows of a name, the limit that holds, and the highest it may be set to.</param>
    internal static long? Of(IEnumerable<string> limits) =>
        limits.FirstOrDefault(row => row.StartsWith(Row, StringComparison.Ordinal)) is { } row
        && long.TryParse(row[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var files)
            ? Math.Max(1, Math.Max(files / 4, files - Reserve))
            : null;
}
