using JobInterview.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Starts;

public static class PreparedHost
{
    /// <summary>Runs a program whose settings and storage were looked at first: a host that fails while it starts would log the trace of what was foreseen.</summary>
    public static async Task RunPreparedAsync(this IHost host)
    {
        try
        {
            host.Services.GetService<IStartupValidator>()?.Validate();
            await host.Services.GetRequiredService<IStorageStartup>().PrepareAsync();
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();    // the log's last lines come before ours
            throw;
        }

        await host.RunAsync();
    }
}
