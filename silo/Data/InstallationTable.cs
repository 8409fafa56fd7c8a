using System.Data.Common;
using System.Globalization;
using JobInterview.Silo.Starts;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data;

/// <summary>The two rows in which a data database says what it is part of, and which cluster uses it. They are read before anyone knows the schema, so they are none of the model's tables.</summary>
internal static class InstallationTable
{
    public const string Name = "installation";
    public const string Claims = "cluster_claim";

    private const string Create = $"""
        create table if not exists {Name}(one integer primary key, id text not null, service text not null);
        create table if not exists {Claims}(one integer primary key, cluster text not null, claimed_at bigint not null);
        """;

    public static async Task<Installation?> FindAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = Command(connection, $"select id, service from {Name}");
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(RandomId.TryParse(row.GetString(0), out var id) ? id : default, row.GetString(1)) : null;
    }

    /// <param name="now">SQL for the milliseconds since 1970, by the clock that all processes of the database share.</param>
    public static async Task<ClusterClaim?> FindClaimAsync(DbConnection connection, string now, CancellationToken cancel)
    {
        await using var command = Command(connection, $"select cluster, {now} - claimed_at from {Claims}");
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(row.GetString(0), TimeSpan.FromMilliseconds(row.GetInt64(1))) : null;
    }

    /// <summary>Makes both tables, and writes what the database is part of unless it says so.</summary>
    public static async Task WriteAsync(DbConnection connection, Installation installation, CancellationToken cancel)
    {
        await using var create = Command(connection, Create);
        await create.ExecuteNonQueryAsync(cancel);
        await using var insert = Command(
            connection, $"insert into {Name}(one, id, service) values (1, @id, @service) on conflict do nothing", ("id", RandomId.Format(installation.Id)), ("service", installation.Service));
        await insert.ExecuteNonQueryAsync(cancel);
    }

    public static async Task ClaimAsync(DbConnection connection, string cluster, string now, CancellationToken cancel)
    {
        await using var command = Command(
            connection, $"insert into {Claims}(one, cluster, claimed_at) values (1, @cluster, {now}) on conflict (one) do update set cluster = excluded.cluster, claimed_at = excluded.claimed_at",
            ("cluster", cluster));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The time of a clock as SQL.</summary>
    public static string At(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DbCommand Command(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
