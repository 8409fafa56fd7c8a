using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JobInterview.Silo.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Recordings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "recording_parts",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    recording = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    offset = table.Column<long>(type: "bigint", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    sealed_length = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recording_parts", x => new { x.tenant, x.recording, x.number });
                });

            migrationBuilder.CreateTable(
                name: "recording_views",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    recording = table.Column<Guid>(type: "uuid", nullable: false),
                    viewer = table.Column<Guid>(type: "uuid", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recording_views", x => new { x.tenant, x.recording, x.viewer });
                });

            migrationBuilder.CreateTable(
                name: "recordings",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    container = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    content_type = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    track = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    question_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: true),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    last_byte_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    destroyed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    duration_ms = table.Column<long>(type: "bigint", nullable: true),
                    is_inspected = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recordings", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_recordings_tenant_session_created_at",
                table: "recordings",
                columns: new[] { "tenant", "session", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_recordings_tenant_state_last_byte_at",
                table: "recordings",
                columns: new[] { "tenant", "state", "last_byte_at" });

            migrationBuilder.CreateIndex(
                name: "IX_recordings_tenant_subject_id",
                table: "recordings",
                columns: new[] { "tenant", "subject_id" });

            foreach (var table in PostgresWalls.RecordingTables)
            {
                migrationBuilder.Sql(PostgresWalls.Around(table));
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recording_parts");

            migrationBuilder.DropTable(
                name: "recording_views");

            migrationBuilder.DropTable(
                name: "recordings");
        }
    }
}
