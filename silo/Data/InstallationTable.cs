using System.Data.Common;
using JobInterview.Silo.Starts;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data;

/// <summary>The one row in which a data database says what it is part of. It is read before anyone knows the schema, so it is none of the model's tables.</summary>
internal static class InstallationTable
{
    public const string Name = "installation";

    private const string Create = "create table if not exists installation(one integer primary key, id text not null, service text not null)";

    public static async Task<Installation?> FindAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = Command(connection, "select id, service from installation");
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(RandomId.TryParse(row.GetString(0), out var id) ? id : default, row.GetString(1)) : null;
    }

    /// <summary>Writes it, unless it is there.</summary>
    public static async Task WriteAsync(DbConnection connection, Installation installation, CancellationToken cancel)
    {
        await using var create = Command(connection, Create);
        await create.ExecuteNonQueryAsync(cancel);
        await using var insert = Command(
            connection, "insert into installation(one, id, service) values (1, @id, @service) on conflict do nothing", ("id", RandomId.Format(installation.Id)), ("service", installation.Service));
        await insert.ExecuteNonQueryAsync(cancel);
    }

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
