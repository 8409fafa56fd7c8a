using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JobInterview.Silo.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class UnusedAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "unused_notice_at",
                table: "members",
                type: "INTEGER",
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
