using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JobInterview.Silo.Tests.Data;

/// <summary>The last wall: what the database itself refuses, also to a superuser's login once it has taken a role.</summary>
public sealed class PostgresWallTests(PostgresEngine engine)
{
    private const string RowViolation = "42501";

    [Fact]
    public async Task Without_a_tenant_there_are_no_rows()
    {
        var storage = await engine.SharedAsync();
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(await Sessions.NewAsync(storage), 1));

        await using var connection = await TakeRoleAsync(storage, "ji_tenant");

        Assert.Equal(0L, await ScalarAsync(connection, "select count(*) from sessions"));
        Assert.Equal(0L, await ScalarAsync(connection, "select count(*) from session_events"));
    }

    [Fact]
    public async Task After_a_unit_of_work_the_pooled_connection_belongs_to_no_tenant()
    {
        var storage = await engine.SharedAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));
        await using (var unit = await storage.Get<IUnitsOfWork>().ReadAsync(session.Session.Tenant))
        {
            Assert.Equal(1, await unit.Db.Set<SessionRow>().CountAsync());
        }

        await using var connection = await TakeRoleAsync(storage, "ji_tenant");

        Assert.Equal(0L, await ScalarAsync(connection, "select count(*) from sessions"));
    }

    [Fact]
    public async Task With_the_filter_lifted_a_tenant_still_sees_only_itself()
    {
        var storage = await engine.SharedAsync();
        var (own, foreign) = (await Sessions.NewAsync(storage), await Sessions.NewAsync(storage));
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(own, 1));
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(foreign, 1));

        await using var unit = await storage.Get<IUnitsOfWork>().ReadAsync(own.Session.Tenant);
        var seen = await unit.Db.Set<SessionRow>().IgnoreQueryFilters([JobInterviewDbContext.TenantFilter]).Select(s => s.Id).ToListAsync();

        Assert.Equal([own.Session.Id], seen);
    }

    [Fact]
    public async Task A_row_for_another_tenant_is_refused()
    {
        var storage = await engine.SharedAsync();
        await using var unit = await storage.Get<IUnitsOfWork>().WriteAsync(TenantId.New());
        unit.Db.Add(new RoomTokenRow { TenantId = TenantId.New(), Sha256 = [1], Session = RandomId.New() });

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => unit.CommitAsync());

        Assert.Equal(RowViolation, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
    }

    [Fact]
    public async Task A_row_can_not_be_moved_to_another_tenant()
    {
        var storage = await engine.SharedAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));
        await using var unit = await storage.Get<IUnitsOfWork>().WriteAsync(session.Session.Tenant);

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            unit.Db.Database.ExecuteSqlAsync($"update sessions set tenant = {Guid.NewGuid()}"));

        Assert.Equal(RowViolation, refused.SqlState);
    }

    [Fact]
    public async Task Audit_entries_are_added_and_never_changed()
    {
        var storage = await engine.SharedAsync();
        await using var connection = await TakeRoleAsync(storage, "ji_tenant");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(connection, "delete from audit_entries"));

        Assert.Equal(RowViolation, refused.SqlState);
    }

    [Fact]
    public async Task Every_table_with_a_tenant_stands_behind_the_wall()
    {
        var storage = await engine.SharedAsync();
        await using var command = storage.Get<PostgresDatabases>().Main.CreateCommand("""
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'tenant' and not (c.relrowsecurity and c.relforcerowsecurity)
            """);

        Assert.Null(await command.ExecuteScalarAsync());
    }

    private static async Task<NpgsqlConnection> TakeRoleAsync(TestStorage storage, string role)
    {
        var connection = await storage.Get<PostgresDatabases>().Main.OpenConnectionAsync();
        await ScalarAsync(connection, $"set role {role}");
        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
