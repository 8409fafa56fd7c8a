using JobInterview.Grains;
using JobInterview.Grains.Billing;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Ai;
using JobInterview.Silo.Clustering;
using JobInterview.Silo.Clustering.Tls;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.GrainStorage;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Outbox;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Speech;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Telemetry;
using JobInterview.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace JobInterview.Silo.Hosting;

public static class SiloHosting
{
    private const string DefaultStorage = "Default";

    /// <summary>How long a process takes at most to hand over what lives in it; whoever ends it waits for longer.</summary>
    public static readonly TimeSpan HandOver = TimeSpan.FromSeconds(120);

    /// <summary>A process that hosts grains: alone on SQLite files, or one of many on one PostgreSQL.</summary>
    public static IHostApplicationBuilder AddJobInterviewSilo(this IHostApplicationBuilder builder)
    {
        builder.AddJobInterviewStorage();
        builder.AddAi();
        builder.AddSpeech();
        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = HandOver);
        services.AddHostedService<ProcessPulse>();
        services.AddSingleton<OutboxQueue>();
        services.AddSingleton<SmtpPost>();
        services.AddSingleton<IOutboxHandler, InvitationSender>();
        services.AddSingleton<IOutboxHandler, MemberLetterSender>();
        services.AddSingleton<IOutboxHandler, PlanLetterSender>();
        services.AddSingleton<IOutboxHandler, AccountLetterSender>();
        services.TryAddSingleton<MemberRows>();
        services.AddSingleton<INoticeBoard, NoticeBoard>();
        if (builder.Configuration["PublicUrl"] is { Length: > 0 } address)
        {
            services.Configure<LinkOptions>(links => links.Base = new(address.EndsWith('/') ? address : address + "/"));
        }

        services.AddSingleton<IGrainStorage, SealedGrainStorage>();
        services.AddKeyedSingleton(DefaultStorage, (s, _) => s.GetRequiredService<IGrainStorage>());
        builder.UseOrleans(silo =>
        {
            UseCluster(silo, builder);
            if (TelemetryHosting.IsWanted(builder.Configuration))
            {
                silo.AddActivityPropagation();
            }

            silo.Configure<GrainCollectionOptions>(grains => grains.EnableActivationSheddingOnMemoryPressure = true);    // the idle ones go before the process does
            OperatorDashboard.Use(silo, builder);
            silo.AddTenantWall();
            silo.AddIncomingGrainCallFilter<MemoryWall>();
            silo.AddJobInterviewGrains();
        });
        services.AddSingleton<OverdueTenants>();
        services.AddSingleton<LeftHoldKeys>();
        services.AddSingleton<LedgerWalk>();
        services.AddSingleton<RestoredLines>();
        services.AddSingleton<UnusedAccounts>();
        services.AddSingleton<DailyRound>();
        services.AddSingleton<RetentionSweeper>();
        services.AddHostedService(s => s.GetRequiredService<RetentionSweeper>());
        services.AddHostedService<KeyRotator>();
        services.AddHostedService<OutboxDispatcher>();        // after Orleans: a handler may call grains
        return builder;
    }

    /// <summary>A process that calls grains and hosts none.</summary>
    public static IHostApplicationBuilder AddJobInterviewClient(this IHostApplicationBuilder builder)
    {
        builder.AddJobInterviewStorage();
        var topology = StorageHosting.TopologyOf(builder);
        if (topology.Mode != ClusterMode.PostgreSql)
        {
            throw new StartRefusedException("Only a cluster has clients; an embedded silo is called in its own process.");
        }

        builder.UseOrleansClient(client =>
        {
            PostgresCluster.Use(client, topology.Id, TlsOf(builder));
            OperatorDashboard.Use(client, builder);
        });
        return builder;
    }

    private static void UseCluster(ISiloBuilder silo, IHostApplicationBuilder builder)
    {
        var topology = StorageHosting.TopologyOf(builder);
        if (topology.Mode == ClusterMode.PostgreSql)
        {
            PostgresCluster.Use(silo, topology.Id, builder.Configuration.GetSection(SiloPortsOptions.Section).Get<SiloPortsOptions>() ?? new(), TlsOf(builder));
        }
        else
        {
            EmbeddedCluster.Use(silo, topology.Id);
        }
    }

    private static MutualTls? TlsOf(IHostApplicationBuilder builder) =>
        builder.Configuration.GetSection(ClusterTlsOptions.Section).Get<ClusterTlsOptions>() is { IsOn: true } files ? new(new(files, TimeProvider.System)) : null;
}
