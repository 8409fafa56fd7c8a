using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace JobInterview.Silo.Data.Sqlite;

/// <summary>The tables in a file: ids are 16 bytes, times INTEGER microseconds (EF can not order times there).</summary>
public sealed class SqliteDbContext : JobInterviewDbContext
{
    // Always a transaction: it is where a write takes the one writer's turn.
    public SqliteDbContext(DbContextOptions<SqliteDbContext> options, TenantId? tenant = null)
        : base(options, tenant) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<GuidToBigEndian>();
        configurationBuilder.Properties<TenantId>().HaveConversion<TenantToBigEndian>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TimeToMicroseconds>();
        configurationBuilder.Properties<DateTime>().HaveConversion<DateToMicroseconds>();
    }
}

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteDbContext>
{
    public SqliteDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:").Options);
}
