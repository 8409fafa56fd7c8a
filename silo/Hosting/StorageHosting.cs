using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.DataSubjects;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Data.Sqlite;
using JobInterview.Silo.Data.Tenants;
using JobInterview.Silo.GrainStorage;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Outbox;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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
        AddOptions(builder);
        AddKeys(services);
        AddSqlite(services);
        services.AddSingleton<ISessionJournal, SessionJournal>();
        services.AddSingleton<ITenantDirectory, TenantDirectory>();
        services.AddSingleton<ISessionList, SessionList>();
        services.AddSingleton<IRoomTokens, RoomTokens>();
        services.AddSingleton<IPlanList, PlanList>();
        services.AddSingleton<ISubjectDirectory, SubjectDirectory>();
        services.AddSingleton<People>();
        services.AddSingleton<IOutboxReader, OutboxReader>();
        return builder;
    }

    private static void AddOptions(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DataOptions>().BindConfiguration(DataOptions.Section);
        services.AddOptions<TopologyOptions>().BindConfiguration(TopologyOptions.Section).ValidateOnStart();
        services.AddOptions<SiloPortsOptions>().BindConfiguration(SiloPortsOptions.Section).ValidateOnStart();
        services.AddOptions<KeysOptions>().BindConfiguration(KeysOptions.Section).ValidateOnStart();
        services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section).ValidateOnStart();
        services.AddOptions<ConnectionOptions>().BindConfiguration(ConnectionOptions.Section);
        services.AddSingleton<IValidateOptions<TopologyOptions>, TopologyOptionsValidator>();
        services.AddSingleton<IValidateOptions<SiloPortsOptions>, SiloPortsOptionsValidator>();
        services.AddSingleton<IValidateOptions<KeysOptions>, KeysOptionsValidator>();
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>();
        services.AddSingleton<DataFolder>();
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.AddSingleton<RootKey>();
        services.AddSingleton<Sealer>();
        services.AddSingleton<KeyVault>();
        services.AddSingleton<IKeyring>(s => s.GetRequiredService<KeyVault>());
        services.AddSingleton<ISystemSecrets, SystemSecrets>();
        services.AddSingleton(s => new RowSealer(s.GetRequiredService<KeyVault>(), s.GetRequiredService<Sealer>()));
        services.AddSingleton(s => new BlindIndex(s.GetRequiredService<KeyVault>(), s.GetRequiredService<ISystemSecrets>()));
        services.AddSingleton<StorageStartup>();
        services.AddSingleton<IStorageStartup>(s => s.GetRequiredService<StorageStartup>());
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(s => s.GetRequiredService<StorageStartup>()));
        services.AddSingleton<ProcessIdentity>();
        services.AddSingleton<OutboxSignal>();
    }

    private static void AddSqlite(IServiceCollection services)
    {
        services.AddSingleton(s => new SqliteFile(s.GetRequiredService<DataFolder>().Database));
        services.AddSingleton<SqliteTurn>();
        services.AddSingleton<SqliteWriter>();
        services.AddSingleton<ISchema, SqliteSchema>();
        services.AddSingleton<IJournalStore, SqliteJournalStore>();
        services.AddSingleton<IStateStore, SqliteStateStore>();
        services.AddSingleton<IUnitsOfWork, SqliteUnitsOfWork>();
        services.AddSingleton(s =>
        {
            var file = new SqliteFile(s.GetRequiredService<DataFolder>().Keys);
            return new KeyStore(SqliteFactory.Instance.CreateDataSource(file.ConnectionString), KeyStoreDialect.Sqlite, s.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(s =>
        {
            var turn = s.GetRequiredService<SqliteTurn>();
            return Quiet(new DbContextOptionsBuilder<SqliteDbContext>(), s)
                .UseSqlite(s.GetRequiredService<SqliteFile>().ConnectionString)
                .AddInterceptors(new SqliteTransactionTurn(turn), new SqliteCommandTurn(turn)).Options;
        });
        services.AddScoped<JobInterviewDbContext>(s => new SqliteDbContext(s.GetRequiredService<DbContextOptions<SqliteDbContext>>()));
    }

    // Every statement at Information would drown the log; failures are still told.
    private static DbContextOptionsBuilder<T> Quiet<T>(DbContextOptionsBuilder<T> options, IServiceProvider services)
        where T : DbContext => options
            .UseLoggerFactory(services.GetRequiredService<ILoggerFactory>())
            .ConfigureWarnings(w => w.Log(
                (RelationalEventId.CommandExecuted, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
                (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
}
