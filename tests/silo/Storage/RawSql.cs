using JobInterview.Silo.Data;
using Microsoft.EntityFrameworkCore;

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

    public static async Task<long> CountAsync(this TestStorage storage, string sql)
    {
        await using var unit = await storage.Get<IUnitsOfWork>().AcrossTenantsAsync();
        return await unit.Db.Database.SqlQueryRaw<long>(sql).SingleAsync();
    }
}
