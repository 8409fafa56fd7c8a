using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace JobInterview.Silo.Data.Postgres.Migrations;

/// <summary>Row-level security on every tenant table, two roles to pass it, and the tables of Orleans.</summary>
[DbContext(typeof(PostgresDbContext))]
[Migration("20261124000000_Walls")]
public sealed class Walls : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(PostgresRoles.Create);
        foreach (var table in PostgresWalls.TenantTables)
        {
            migrationBuilder.Sql(PostgresWalls.Around(table));
        }

        migrationBuilder.Sql(PostgresWalls.SharedTables);
        // Ciphertext does not compress: kept inline it costs one page write instead of two.
        migrationBuilder.Sql("""
            alter table session_events alter column body set storage main;
            alter table session_events set (toast_tuple_target = 8160);
            alter table sessions set (fillfactor = 80);
            """);
        migrationBuilder.Sql(PostgresOrleans.Schema);
    }
}
