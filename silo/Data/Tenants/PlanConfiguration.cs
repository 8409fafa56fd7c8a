using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Tenants;

internal sealed class PlanConfiguration : IEntityTypeConfiguration<PlanRow>
{
    public void Configure(EntityTypeBuilder<PlanRow> builder)
    {
        builder.ToTable("interview_plans").HasKey(p => new { p.TenantId, p.Id });
        builder.Property(p => p.Title).HasMaxLength(400);
        builder.Property(p => p.Languages).HasMaxLength(100);
        builder.Property(p => p.Status).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(p => new { p.TenantId, p.CreatedAt, p.Id });
    }
}
