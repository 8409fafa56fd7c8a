using JobInterview.Silo.Tests.Storage;
using Npgsql;

namespace JobInterview.Benchmarks;

/// <summary>What of the database's settings decides what a commit costs.</summary>
internal static class PostgresSettings
{
    private const string Query = """
        select 'PostgreSQL ' || current_setting('server_version') || ': ' || string_agg(name || ' ' || current_setting(name), ', ' order by name)
        from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers', 'max_connections', 'commit_delay')
        """;

    /// <summary>Of a server like those that the benchmarks start.</summary>
    public static async Task<string> DescribeAsync()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = NpgsqlDataSource.Create(postgres.Connection("postgres"));
        await using var query = database.CreateCommand(Query);
        return $"{await query.ExecuteScalarAsync()}";
    }
}
