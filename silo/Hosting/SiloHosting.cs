using JobInterview.Grains;
using JobInterview.Silo.Clustering;
using JobInterview.Silo.GrainStorage;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Outbox;
using JobInterview.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace JobInterview.Silo.Hosting;

public static class SiloHosting
{
    private const string DefaultStorage = "Default";

    /// <summary>A process that hosts grains.</summary>
    public static IHostApplicationBuilder AddJobInterviewSilo(this IHostApplicationBuilder builder)
    {
        builder.AddJobInterviewStorage();
        builder.Services.AddHostedService<ProcessPulse>();
        builder.Services.AddSingleton<OutboxQueue>();
        builder.Services.AddSingleton<IOutboxHandler, InvitationSender>();
        var topology = builder.Configuration.GetSection(TopologyOptions.Section).Get<TopologyOptions>() ?? new();
        builder.UseOrleans(silo =>
        {
            EmbeddedCluster.Use(silo, topology.Id);
            silo.Services.AddSingleton<IGrainStorage, SealedGrainStorage>();
            silo.Services.AddKeyedSingleton(DefaultStorage, (s, _) => s.GetRequiredService<IGrainStorage>());
            silo.AddTenantWall();
            silo.AddJobInterviewGrains();
        });
        builder.Services.AddHostedService<OutboxDispatcher>();        // after Orleans: a handler may call grains
        return builder;
    }
}
