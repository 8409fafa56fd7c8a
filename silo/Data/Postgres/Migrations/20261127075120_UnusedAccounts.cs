using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JobInterview.Silo.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class UnusedAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unused_notice_at",
                table: "members",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "unused_notice_at",
                table: "members");
        }
    }
}
