using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace JobInterview.Silo.Data.Postgres;

/// <summary>The tables on PostgreSQL, with row-level security as the last wall between tenants.</summary>
public sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options, TenantId? tenant = null) : JobInterviewDbContext(options, tenant)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<TenantId>().HaveConversion<TenantToGuid>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TimeCutToMicroseconds>();
        configurationBuilder.Properties<DateTime>().HaveConversion<DateAsUtc>();
    }
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql("Host=localhost").Options);
}
