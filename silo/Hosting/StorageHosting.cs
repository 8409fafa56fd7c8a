using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Backups;
using JobInterview.Silo.Clustering.Tls;
using JobInterview.Silo.Data.DataSubjects;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Data.Tenants;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Outbox;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Tombstones;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Hosting;

public static class StorageHosting
{
    /// <summary>Keys, tables, lists and the journal, for silos and clients alike; ready before any other hosted service starts.</summary>
    public static IHostApplicationBuilder AddJobInterviewStorage(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(IStorageStartup)))
        {
            return builder;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddHostedService(_ => new PoolWatch(PoolWatch.Limit));
        services.TryAddSingleton<MemoryWatch>();
        services.AddHostedService(s => s.GetRequiredService<MemoryWatch>());
        AddOptions(builder);
        AddKeys(services);
        if (TopologyOf(builder).Mode == ClusterMode.PostgreSql)
        {
            services.AddPostgres();
        }
        else
        {
            services.AddSqlite();
        }

        services.AddSingleton<SessionParting>();
        services.AddSingleton<ISessionJournal, SessionJournal>();
        services.AddSingleton<ITenantDirectory, TenantDirectory>();
        services.AddSingleton<ISessionList, SessionList>();
        services.AddSingleton<IRoomTokens, RoomTokens>();
        services.AddSingleton<IPlanList, PlanList>();
        services.AddSingleton<ISubjectDirectory, SubjectDirectory>();
        services.AddSingleton<People>();
        services.AddSingleton<IOutboxReader, OutboxReader>();
        builder.AddRecordings();
        return builder;
    }

    internal static TopologyOptions TopologyOf(IHostApplicationBuilder builder) =>
        builder.Configuration.GetSection(TopologyOptions.Section).Get<TopologyOptions>() ?? new();

    private static void AddOptions(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DataOptions>().BindConfiguration(DataOptions.Section);
        services.AddOptions<TopologyOptions>().BindConfiguration(TopologyOptions.Section).ValidateOnStart();
        services.AddOptions<SiloPortsOptions>().BindConfiguration(SiloPortsOptions.Section).ValidateOnStart();
        services.AddOptions<ClusterTlsOptions>().BindConfiguration(ClusterTlsOptions.Section).ValidateOnStart();
        services.AddOptions<StartOptions>().BindConfiguration(StartOptions.Section).ValidateOnStart();
        services.AddOptions<KeysOptions>().BindConfiguration(KeysOptions.Section).ValidateOnStart();
        services.AddOptions<GrainStorageOptions>().BindConfiguration(GrainStorageOptions.Section).ValidateOnStart();
        services.AddOptions<TombstoneOptions>().BindConfiguration(TombstoneOptions.Section);
        services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section).ValidateOnStart();
        services.AddOptions<ConnectionOptions>().BindConfiguration(ConnectionOptions.Section);
        services.AddSingleton<IValidateOptions<TopologyOptions>, TopologyOptionsValidator>();
        services.AddSingleton<IValidateOptions<SiloPortsOptions>, SiloPortsOptionsValidator>();
        services.AddSingleton<IValidateOptions<ClusterTlsOptions>, ClusterTlsOptionsValidator>();
        services.AddSingleton<IValidateOptions<StartOptions>, StartOptionsValidator>();
        services.AddSingleton<IValidateOptions<KeysOptions>, KeysOptionsValidator>();
        services.AddSingleton<IValidateOptions<GrainStorageOptions>, GrainStorageOptionsValidator>();
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>();
        services.AddSingleton<DataFolder>();
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.AddSingleton<RootKey>();
        services.AddSingleton<Sealer>();
        services.AddSingleton<RootCheck>();
        services.AddSingleton<StartLook>();
        services.AddSingleton<TombstoneReplay>();
        services.AddSingleton<KeyRotation>();
        services.AddSingleton<Halves>();
        services.AddSingleton<Backup>();
        services.AddSingleton<Restore>();
        services.AddSingleton<IKeyRotations, KeyRotations>();
        services.AddSingleton<KeyVault>();
        services.AddSingleton<IKeyring>(s => s.GetRequiredService<KeyVault>());
        services.AddSingleton<ISystemSecrets, SystemSecrets>();
        services.AddSingleton(s => new RowSealer(s.GetRequiredService<KeyVault>(), s.GetRequiredService<Sealer>()));
        services.AddSingleton(s => new BlindIndex(s.GetRequiredService<KeyVault>(), s.GetRequiredService<ISystemSecrets>()));
        services.AddSingleton<StorageStartup>();
        services.AddSingleton<IStorageStartup>(s => s.GetRequiredService<StorageStartup>());
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(s => s.GetRequiredService<StorageStartup>()));
        services.AddSingleton<ProcessIdentity>();
        services.AddSingleton<LetterBox>();
        services.AddSingleton<OutboxSignal>();
    }
}
