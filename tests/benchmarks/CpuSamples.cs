using System.Diagnostics;
using System.Text.RegularExpressions;

namespace JobInterview.Benchmarks;

/// <summary>What a process was doing whenever the kernel looked, by <c>perf</c>: a stack for each sample, innermost frame first. Compiled methods have names where the process was started with <see cref="Named"/>.</summary>
internal sealed partial class CpuSamples(IReadOnlyList<Frame[]> stacks)
{
    private const int PerSecond = 1_999;

    /// <summary>The settings of the runtime that tell <c>perf</c> the names of what it compiles.</summary>
    public static readonly IReadOnlyDictionary<string, string> Named = new Dictionary<string, string> { ["DOTNET_PerfMapEnabled"] = "1", ["DOTNET_EnableWriteXorExecute"] = "0" };

    public int Count => stacks.Count;

    public static async Task<CpuSamples> TakeAsync(int process, int seconds)
    {
        var file = Path.GetTempFileName();
        try
        {
            await PerfAsync("record", "-F", $"{PerSecond}", "-g", "-p", $"{process}", "-o", file, "--", "sleep", $"{seconds}");
            return Read(await PerfAsync("script", "-i", file, "-F", "ip,sym,dso"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A stack for each paragraph of what <c>perf script</c> prints: an address, a name and, in parentheses, where it is from.</summary>
    public static CpuSamples Read(string script) => new(
        [.. script.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(stack => FrameLine().Matches(stack).Select(line => new Frame(line.Groups["name"].Value, line.Groups["from"].Value)).ToArray()).Where(stack => stack.Length > 0)]);

    /// <summary>The part of all samples that fell to each owner, largest first.</summary>
    public List<(string Owner, double Part)> By(Func<Frame[], string> owner) =>
        [.. stacks.CountBy(owner).Select(pair => (pair.Key, (double)pair.Value / stacks.Count)).OrderByDescending(pair => pair.Item2)];

    private static async Task<string> PerfAsync(params string[] words)
    {
        using var perf = Process.Start(new ProcessStartInfo("perf", words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = perf.StandardError.ReadToEndAsync();
        var said = await perf.StandardOutput.ReadToEndAsync();
        await perf.WaitForExitAsync();
        return perf.ExitCode == 0 ? said : throw new InvalidOperationException($"perf {words[0]}: {await errors}");
    }

    [GeneratedRegex(@"^\s*[0-9a-f]+ (?<name>.*) \((?<from>[^()]*(\([^()]*\))?)\)$", RegexOptions.Multiline)]
    private static partial Regex FrameLine();
}

/// <summary>A function, and the file or map that it is from.</summary>
internal readonly partial record struct Frame(string Name, string From)
{
    /// <summary>The assembly of a managed method, compiled now or before.</summary>
    public string? Assembly => InBrackets().Match(Name) is { Success: true } found ? found.Groups[1].Value
        : From.EndsWith(".dll", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(From)
        : null;

    /// <summary>Type and method, without what the compiler adds.</summary>
    public string Method
    {
        get
        {
            var name = InBrackets().Match(Name) is { Success: true } found ? Name[(found.Index + found.Length)..].TrimStart() : Name;
            name = name.Split('(')[0].Replace("::MoveNext", "", StringComparison.Ordinal);
            return CompilerMade().Replace(name, ".$1").Replace("::", ".", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"\[([A-Za-z][\w.]*)\] ")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"\+<(\w+)>d__\d+")]
    private static partial Regex CompilerMade();
}
