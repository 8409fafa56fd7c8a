using System.Diagnostics;

namespace JobInterview.Benchmarks;

/// <summary>The checkout that this program was built in.</summary>
internal static class Checkout
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    public static string Root { get; } = Above(Output);

    /// <summary>A program built beside this one.</summary>
    public static string Built(string project, string file) => Path.Combine(Root, project, "bin", Output.Parent!.Name, Output.Name, file);

    /// <summary>The commit that is measured, and whether the sources differ from it; kept results do not count.</summary>
    public static string Commit => $"{Git("rev-parse", "--short", "HEAD")}{(Git("status", "--porcelain", "--", ".", ":!docs").Length > 0 ? " with changes" : "")}";

    private static string Git(params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0 ? said : "unknown";
    }

    private static string Above(DirectoryInfo folder)
    {
        var root = folder;
        while (!File.Exists(Path.Combine(root.FullName, "JobInterview.slnx")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The benchmarks run inside the checkout.");
        }

        return root.FullName;
    }
}
