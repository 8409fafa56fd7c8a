using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Tenants;

internal sealed class PlanNoticeConfiguration : IEntityTypeConfiguration<PlanNoticeRow>
{
    public void Configure(EntityTypeBuilder<PlanNoticeRow> builder) => builder.ToTable("plan_notices").HasKey(n => new { n.TenantId, n.Version, n.Days });
}
