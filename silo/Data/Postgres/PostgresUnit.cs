using JobInterview.Tenants;
using Npgsql;

namespace JobInterview.Silo.Data.Postgres;

/// <summary>A transaction in one round trip: its begin, its role and its end travel with its statements.</summary>
internal static class PostgresUnit
{
    public static NpgsqlBatch Of(NpgsqlConnection connection, TenantId tenant) => Begin(connection, PostgresRoles.Tenant).Then(
        "select set_config('app.tenant', $1, true)", new NpgsqlParameter<string> { TypedValue = tenant.ToString() });

    public static NpgsqlBatch AcrossTenants(NpgsqlConnection connection) => Begin(connection, PostgresRoles.System);

    public static NpgsqlBatch Then(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value);
        }

        batch.BatchCommands.Add(command);
        return batch;
    }

    private static NpgsqlBatch Begin(NpgsqlConnection connection, string role) =>
        new NpgsqlBatch(connection).Then("begin").Then($"set local role {role}");
}
