using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace JobInterview.Silo.Hosting;

/// <summary>Tells an orchestrator whether this silo lives and takes work; without a port set it opens none.</summary>
internal sealed class SiloHealth(IOptions<SiloPortsOptions> ports, IStorageStartup storage, ISiloStatusOracle silo) : IHostedService, IAsyncDisposable
{
    private WebApplication? _web;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (ports.Value.HealthPort == 0)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenAnyIP(ports.Value.HealthPort));
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        _web = builder.Build();
        _web.UseRouting();
        _web.MapGet("/health/live", () => Results.Ok());
        _web.MapGet("/health/ready", () => IsReady ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        await _web.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _web?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _web?.DisposeAsync() ?? default;

    private bool IsReady => storage.IsPrepared && silo.CurrentStatus == SiloStatus.Active;
}
