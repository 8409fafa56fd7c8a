using System.Globalization;
using System.Text;

namespace JobInterview.Benchmarks.Report;

/// <summary><c>docs/benchmarks.md</c> and its plots, made anew from the kept parts.</summary>
internal static class ReportPage
{
    private const string Head = """
        # Benchmarks

        Made by `dotnet run --project tests/benchmarks -c Release -- report`; with `--only <part>` one part is measured anew and the others stay. What counts are ratios within one run: absolute numbers
        drift with the machine. A part whose processors were used by others for more than a twentieth of the time says little. Every answer is 2 KiB of random words, durable before it is acknowledged, and
        looked for afterwards: a missing one fails the run. The driver, the database and the product share the machine; TLS was off for all, everything else of the product was on.
        """;

    public static void Write((string Name, string Title)[] parts)
    {
        var page = new StringBuilder(Head);
        foreach (var (name, title) in parts)
        {
            if (KeptParts.Find(name) is { } part)
            {
                Write(page, title, part);
            }
        }

        File.WriteAllText(Path.Combine(Checkout.Root, "docs", "benchmarks.md"), page.ToString().TrimEnd('\n') + "\n");
    }

    private static void Write(StringBuilder page, string title, Part part)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n\n## {title}\n\n");
        page.AppendJoin("\n\n", part.Findings.Text).Append("\n\n");
        foreach (var table in part.Findings.Tables)
        {
            page.Append(Row(table.Head)).Append(Row(table.Head.Select((_, column) => column == 0 ? "---" : "---:"))).AppendJoin("", table.Rows.Select(Row)).Append('\n');
        }

        foreach (var plot in part.Findings.Plots)
        {
            File.WriteAllText(Path.Combine(KeptParts.Folder, $"{plot.Name}.svg"), PlotDrawing.Draw(plot));
            page.Append(CultureInfo.InvariantCulture, $"![{plot.Title}](benchmarks/{plot.Name}.svg)\n\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"*{part.At:yyyy-MM-dd HH:mm} UTC, commit {part.Commit}, `{part.Command}`, {part.Seconds} s. {part.Machine}. Processors: {Percent(part.Ours)} ours, {Percent(part.Others)} others'.*");
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, share) * 100:0} %");
}
