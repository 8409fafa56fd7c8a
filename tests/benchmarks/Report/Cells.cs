using System.Globalization;

namespace JobInterview.Benchmarks.Report;

/// <summary>Numbers as the tables show them.</summary>
internal static class Cells
{
    public static string Whole(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Tenth(double number) => number.ToString("#,0.0", CultureInfo.InvariantCulture);

    public static string Times(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}×");
}
