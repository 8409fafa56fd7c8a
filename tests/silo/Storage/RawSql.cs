using System.Data.Common;
using JobInterview.Silo.Data;
using JobInterview.Silo.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JobInterview.Silo.Tests.Storage;

/// <summary>What someone with the database's own password could do.</summary>
internal static class RawSql
{
    public static async Task ExecuteAsync(this TestStorage storage, string sql)
    {
        await using var unit = await storage.Get<IUnitsOfWork>().AcrossTenantsAsync();
        Assert.NotEqual(0, await unit.Db.Database.ExecuteSqlRawAsync(sql));
        await unit.CommitAsync();
    }

    /// <summary>The same for who owns the tables, in no role of the application's.</summary>
    public static async Task AsOwnerAsync(this TestStorage storage, string sql)
    {
        await using DbConnection connection = storage.Settings.TryGetValue("ConnectionStrings:JobInterview", out var main)
            ? new NpgsqlConnection(main) : new SqliteConnection($"Data Source={storage.Get<DataFolder>().Database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<long> CountAsync(this TestStorage storage, string sql)
    {
        await using var unit = await storage.Get<IUnitsOfWork>().AcrossTenantsAsync();
        return await unit.Db.Database.SqlQueryRaw<long>(sql).SingleAsync();
    }
}
