using System.Diagnostics;

namespace JobInterview.Silo.Tests.Storage;

/// <summary>Programs of others, from npm, that the tests talk to; installed from the committed lock when they are not there yet.</summary>
internal static class Counterparts
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The folder with the programs in its <c>node_modules</c>.</summary>
    public static Task<string> FolderAsync() => Installed.Value;

    public static async Task<Process> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = await FolderAsync(), RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static async Task<string> InstallAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "JobInterview.slnx")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests run inside the checkout.");
        }

        var folder = Path.Combine(root.FullName, "tests", "counterparts");
        await using var alone = await LockAsync(Path.Combine(folder, "install.lock"));
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            var start = new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) { WorkingDirectory = folder };
            using var npm = Process.Start(start)!;
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException("npm ci could not install the counterparts.");
            }
        }

        return folder;
    }

    // Test programs run side by side may both find nothing.
    private static async Task<FileStream> LockAsync(string file)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await pace.WaitForNextTickAsync();
            }
        }
    }
}
