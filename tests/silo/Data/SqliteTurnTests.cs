using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Data.Sqlite;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Tests.Data;

/// <summary>All writes to the one file wait for one turn, and every end of a unit of work gives it back.</summary>
public sealed class SqliteTurnTests(SqliteEngine engine)
{
    [Theory]
    [InlineData("commit")]
    [InlineData("dispose")]
    [InlineData("fail")]
    public async Task The_turn_is_given_back_whatever_the_end(string end)
    {
        await using var storage = await engine.StartAsync();
        var tenant = TenantId.New();
        await using (var unit = await storage.Get<IUnitsOfWork>().WriteAsync(tenant))
        {
            unit.Db.Add(new RoomTokenRow { TenantId = tenant, Sha256 = [1], Session = RandomId.New() });
            if (end == "fail")
            {
                await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => unit.Db.Database.ExecuteSqlAsync($"insert into nowhere values (1)"));
            }
            else if (end == "commit")
            {
                await unit.CommitAsync();
            }
        }

        Assert.Null(await Record.ExceptionAsync(() => WriteAsync(storage)));
        await using var read = await storage.Get<IUnitsOfWork>().ReadAsync(tenant);
        Assert.Equal(end == "commit", await read.Db.Set<RoomTokenRow>().AnyAsync());
    }

    [Fact]
    public async Task A_single_statement_takes_the_turn_too()
    {
        await using var storage = await engine.StartAsync();
        storage.Get<SqliteTurn>().Take();
        await using var unit = await storage.Get<IUnitsOfWork>().AcrossTenantsAsync();

        var delete = unit.Db.Set<RoomTokenRow>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).ExecuteDeleteAsync();
        Assert.False(delete.IsCompleted);
        storage.Get<SqliteTurn>().GiveBack();

        Assert.Equal(0, await delete);
        Assert.Null(await Record.ExceptionAsync(() => WriteAsync(storage)));
    }

    [Fact]
    public async Task A_unit_of_work_without_a_tenant_reads_nothing_by_accident()
    {
        var storage = await engine.SharedAsync();
        await using var unit = await storage.Get<IUnitsOfWork>().AcrossTenantsAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => unit.Db.Set<SessionRow>().ToListAsync());
    }

    private static async Task WriteAsync(TestStorage storage) =>
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(await Sessions.NewAsync(storage), 1));
}
