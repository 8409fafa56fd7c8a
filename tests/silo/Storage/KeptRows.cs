using Npgsql;

namespace JobInterview.Silo.Tests.Storage;

/// <summary>What a PostgreSQL database holds: each table, how many rows, and a digest of them.</summary>
internal static class KeptRows
{
    public static async Task<Dictionary<string, string>> OfAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var names = new NpgsqlCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')", connection))
        await using (var rows = await names.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                tables.Add(rows.GetString(0));
            }
        }

        var kept = new Dictionary<string, string>();
        foreach (var table in tables)
        {
            await using var digest = new NpgsqlCommand($"select count(*) || ' ' || coalesce(md5(string_agg(r::text, ',' order by r::text)), '') from {table} r", connection);
            kept[table] = (string)(await digest.ExecuteScalarAsync())!;
        }

        return kept;
    }
}
