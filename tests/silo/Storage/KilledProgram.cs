using System.Diagnostics;

namespace JobInterview.Silo.Tests.Storage;

/// <summary>The program beside these tests that ends by being killed.</summary>
internal static class KilledProgram
{
    /// <summary>What the kernel says of a process that was killed.</summary>
    public const int Killed = 137;

    public static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);          // tests/silo/bin/Release/net10.0
        var program = Path.Combine(own.Parent!.Parent!.Parent!.Parent!.FullName, "killed", "bin", own.Parent.Name, own.Name, "JobInterview.Killed.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
