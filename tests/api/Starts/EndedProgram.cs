using System.Diagnostics;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Starts;

/// <summary>A run of a shipped program to its end: what it said, and how it ended.</summary>
internal sealed record EndedProgram(int Code, string Out, string Error)
{
    public static string Api => ProductProcess.Executable("api", "JobInterview.Api.dll");

    public static string Silo => ProductProcess.Executable("silo", "JobInterview.Silo.dll");

    public static async Task<EndedProgram> RunAsync(string program, string data, IReadOnlyDictionary<string, string>? settings = null, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["Data__Folder"] = data;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{ProductProcess.FreePort()}";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, said[0], said[1]);
    }

    /// <summary>It ended as a refused start does: with the code for it, what is wrong in a line or few, and no trace anywhere.</summary>
    public void AssertRefused(string why, int code = 78)
    {
        Assert.True(code == Code, $"{Code}: {Error}{Out}");
        Assert.Contains(why, Error, StringComparison.Ordinal);
        Assert.InRange(Error.TrimEnd().Split('\n').Length, 1, 3);
        Assert.DoesNotContain("   at ", Error + Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error + Out, StringComparison.Ordinal);
    }
}
