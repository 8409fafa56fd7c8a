using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JobInterview.Silo.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "due_ledger",
                columns: table => new
                {
                    tenant = table.Column<byte[]>(type: "BLOB", nullable: false),
                    asset = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    session = table.Column<byte[]>(type: "BLOB", nullable: false),
                    subject_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    rule = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    holds = table.Column<int>(type: "INTEGER", nullable: false),
                    erased_at = table.Column<long>(type: "INTEGER", nullable: true),
                    marked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    plan_version = table.Column<long>(type: "INTEGER", nullable: true),
                    shredded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    destroyed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    lag_seconds = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_due_ledger", x => new { x.tenant, x.asset });
                });

            migrationBuilder.CreateTable(
                name: "legal_hold_items",
                columns: table => new
                {
                    tenant = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hold = table.Column<byte[]>(type: "BLOB", nullable: false),
                    asset = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_legal_hold_items", x => new { x.tenant, x.hold, x.asset });
                });

            migrationBuilder.CreateTable(
                name: "legal_holds",
                columns: table => new
                {
                    tenant = table.Column<byte[]>(type: "BLOB", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    review_at = table.Column<long>(type: "INTEGER", nullable: false),
                    asked_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    placed_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    placed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    release_asked_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    released_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    released_at = table.Column<long>(type: "INTEGER", nullable: true),
                    key_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "BLOB", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_legal_holds", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_due_ledger_running",
                table: "due_ledger",
                columns: new[] { "tenant", "asset" },
                filter: "starts_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_due_ledger_state_due_at",
                table: "due_ledger",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_due_ledger_tenant_lag_seconds",
                table: "due_ledger",
                columns: new[] { "tenant", "lag_seconds" });

            migrationBuilder.CreateIndex(
                name: "IX_due_ledger_tenant_session",
                table: "due_ledger",
                columns: new[] { "tenant", "session" });

            migrationBuilder.CreateIndex(
                name: "IX_due_ledger_tenant_state_due_at_asset",
                table: "due_ledger",
                columns: new[] { "tenant", "state", "due_at", "asset" });

            migrationBuilder.CreateIndex(
                name: "IX_due_ledger_tenant_state_shredded_at",
                table: "due_ledger",
                columns: new[] { "tenant", "state", "shredded_at" });

            migrationBuilder.CreateIndex(
                name: "IX_due_ledger_tenant_subject_id",
                table: "due_ledger",
                columns: new[] { "tenant", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "IX_legal_hold_items_tenant_asset",
                table: "legal_hold_items",
                columns: new[] { "tenant", "asset" });

            migrationBuilder.CreateIndex(
                name: "IX_legal_holds_tenant_asked_at_id",
                table: "legal_holds",
                columns: new[] { "tenant", "asked_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "due_ledger");

            migrationBuilder.DropTable(
                name: "legal_hold_items");

            migrationBuilder.DropTable(
                name: "legal_holds");
        }
    }
}
