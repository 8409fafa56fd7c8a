using JobInterview.Silo.Backups;
using JobInterview.Silo.Clustering;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Silo.Data.Sqlite;
using JobInterview.Silo.GrainStorage;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tombstones;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Hosting;

/// <summary>What differs between the two engines; everything else is written once.</summary>
internal static class EngineHosting
{
    public static void AddSqlite(this IServiceCollection services)
    {
        services.AddSingleton(s => new SqliteFile(s.GetRequiredService<DataFolder>().Database));
        services.AddSingleton<SqliteTurn>();
        services.AddSingleton<SqliteWriter>();
        services.AddSingleton<ISchema, SqliteSchema>();
        services.AddSingleton<IJournalStore, SqliteJournalStore>();
        services.AddSingleton<IStateStore, SqliteStateStore>();
        services.AddSingleton<IUnitsOfWork, SqliteUnitsOfWork>();
        services.AddSingleton<ITombstones, TombstoneFile>();
        services.AddSingleton<IDatabaseCopies, SqliteCopies>();
        services.AddSingleton(s =>
        {
            var file = SqliteFactory.Instance.CreateDataSource(new SqliteFile(s.GetRequiredService<DataFolder>().Keys).ConnectionString);
            return new KeyStore(file, file, KeyStoreDialect.Sqlite, s.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(s =>
        {
            var file = s.GetRequiredService<DataFolder>().Keys;
            return new KeyLook(() => File.Exists(file) ? SqliteFactory.Instance.CreateDataSource(SqliteFile.ReadOnly(file)) : null, KeyStoreDialect.Sqlite);
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

    public static void AddPostgres(this IServiceCollection services)
    {
        services.AddSingleton<PostgresDatabases>();
        services.AddSingleton<PostgresDoors>();
        services.AddSingleton<PostgresClock>();
        services.AddHostedService<ClockWatch>();
        services.AddSingleton<ISchema, PostgresSchema>();
        services.AddSingleton<IJournalStore, PostgresJournalStore>();
        services.AddSingleton<IStateStore, PostgresStateStore>();
        services.AddSingleton<IUnitsOfWork, PostgresUnitsOfWork>();
        services.AddSingleton<ITombstones, TombstoneTable>();
        services.AddSingleton<IDatabaseCopies, PostgresCopies>();
        services.AddSingleton(s =>
        {
            var databases = s.GetRequiredService<PostgresDatabases>();
            return new KeyStore(databases.Keys, databases.KeySchema, databases.KeyDialect, s.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(s =>
        {
            var databases = s.GetRequiredService<PostgresDatabases>();
            return new KeyLook(() => databases.KeySchema, databases.KeyDialect);   // the application's login may have no right to it yet
        });
        services.AddSingleton(s =>
            Quiet(new DbContextOptionsBuilder<PostgresDbContext>(), s).UseNpgsql(s.GetRequiredService<PostgresDatabases>().Main).Options);
        services.AddScoped<JobInterviewDbContext>(s => new PostgresDbContext(
            new DbContextOptionsBuilder<PostgresDbContext>(s.GetRequiredService<DbContextOptions<PostgresDbContext>>())
                .AddInterceptors(new SystemRole()).Options));
    }

    // Every statement at Information would drown the log; what fails is told by who catches it.
    private static DbContextOptionsBuilder<T> Quiet<T>(DbContextOptionsBuilder<T> options, IServiceProvider services)
        where T : DbContext => options
            .UseLoggerFactory(services.GetRequiredService<ILoggerFactory>())
            .ConfigureWarnings(w => w.Log(
                (RelationalEventId.CommandExecuted, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
                (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
}
