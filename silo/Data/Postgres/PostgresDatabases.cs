using System.Data.Common;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Starts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace JobInterview.Silo.Data.Postgres;

/// <summary>The connections of this process, at most 20 in all: the application's, the keys', those of the destroyed keys, and a few of Orleans' own,
/// so that a busy application never starves the membership.</summary>
internal sealed partial class PostgresDatabases : IAsyncDisposable
{
    private readonly string _migrations;

    public PostgresDatabases(IOptions<ConnectionOptions> options, ILogger<PostgresDatabases> logger, ILoggerFactory loggers)
    {
        var connection = options.Value.JobInterview
            ?? throw new StartRefusedException("Cluster:Mode=PostgreSql needs ConnectionStrings:JobInterview.");
        Settings = [.. Given(options.Value)];
        _migrations = options.Value.Migrations ?? connection;
        Login = new NpgsqlCommandBuilder().QuoteIdentifier(new NpgsqlConnectionStringBuilder(connection).Username ?? Environment.UserName);
        Main = Source(connection, "main", 10, loggers);
        Journal = Source(connection + ";Pooling=false;Command Timeout=10", "journal", 1, loggers, options: "-c enable_seqscan=off");
        Orleans = Source(connection, "orleans", 4, loggers);
        if (options.Value.Keys is { } keys)
        {
            Keys = KeySchema = Source(keys, "keys", 3, loggers);
            KeyDialect = KeyStoreDialect.Postgres;
        }
        else
        {
            Keys = Source(connection, "keys", 3, loggers, schema: "keys");
            KeySchema = Source(_migrations + ";Pooling=false", "keys-schema", 1, loggers, schema: "keys");
            KeyDialect = KeyStoreDialect.PostgresSchema(Login);
            LogSharedKeys(logger);
        }

        if (options.Value.Tombstones is { } tombstones)
        {
            Tombstones = TombstoneSchema = Source(tombstones, "tombstones", 2, loggers);
        }
        else
        {
            Tombstones = Source(connection, "tombstones", 2, loggers);
            TombstoneSchema = Source(_migrations + ";Pooling=false", "tombstones-schema", 1, loggers);
            LogSharedTombstones(logger);
        }
    }

    /// <summary>The connection strings of the settings, by their names.</summary>
    public IReadOnlyList<(string Setting, string Connection)> Settings { get; }

    public NpgsqlDataSource Main { get; }

    /// <summary>For the journal's writer alone, which keeps it open: its few statements look rows up by key, whatever the statistics say of a small table.</summary>
    public NpgsqlDataSource Journal { get; }

    public NpgsqlDataSource Orleans { get; }

    public NpgsqlDataSource Keys { get; }

    /// <summary>The same place, as who may change its schema.</summary>
    public NpgsqlDataSource KeySchema { get; }

    public KeyStoreDialect KeyDialect { get; }

    /// <summary>The log of destroyed keys.</summary>
    public NpgsqlDataSource Tombstones { get; }

    /// <summary>The same place, as who may begin it.</summary>
    public NpgsqlDataSource TombstoneSchema { get; }

    /// <summary>Who the application signs in as, quoted for SQL.</summary>
    public string Login { get; }

    public NpgsqlConnection OpenForMigrations() => new(_migrations);

    public async ValueTask DisposeAsync()
    {
        await Main.DisposeAsync();
        await Journal.DisposeAsync();
        await Orleans.DisposeAsync();
        await Keys.DisposeAsync();
        await KeySchema.DisposeAsync();
        await Tombstones.DisposeAsync();
        await TombstoneSchema.DisposeAsync();
    }

    // None of their words is repeated: what makes one unreadable may be the password.
    private static IEnumerable<(string Setting, string Connection)> Given(ConnectionOptions options)
    {
        foreach (var (name, connection) in new[]
        {
            (nameof(options.JobInterview), options.JobInterview), (nameof(options.Migrations), options.Migrations), (nameof(options.Keys), options.Keys), (nameof(options.Tombstones), options.Tombstones),
        })
        {
            if (connection is not null)
            {
                yield return IsReadable(connection) ? ($"ConnectionStrings:{name}", connection)
                    : throw new StartRefusedException($"ConnectionStrings:{name} is no connection string for PostgreSQL, such as Host=…;Database=…;Username=…;Password=….");
            }
        }
    }

    private static bool IsReadable(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection) is { Host.Length: > 0 };
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static NpgsqlDataSource Source(string connection, string name, int size, ILoggerFactory loggers, string? schema = null, string? options = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = $"jobinterview-{name}", Timezone = "UTC" };
        if (settings.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize)
        {
            settings.MaxPoolSize = size;
        }

        if (schema is not null)
        {
            settings.SearchPath = schema;
        }

        settings.Options = options is null ? settings.Options : $"{settings.Options} {options}".Trim();
        settings.CancellationTimeout = 500;
        settings.MaxAutoPrepare = 60;
        settings.AutoPrepareMinUsages = 2;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseLoggerFactory(loggers);
        return builder.Build();
    }

    [LoggerMessage(LogLevel.Warning, "Keys are kept in the main database: set ConnectionStrings:Keys to keep them apart from it and its backups")]
    private static partial void LogSharedKeys(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The log of destroyed keys is kept in the main database: set ConnectionStrings:Tombstones to keep it apart from what it guards")]
    private static partial void LogSharedTombstones(ILogger logger);
}
