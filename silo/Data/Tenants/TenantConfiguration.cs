using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Tenants;

internal sealed class TenantConfiguration : IEntityTypeConfiguration<TenantRow>
{
    public void Configure(EntityTypeBuilder<TenantRow> builder)
    {
        builder.ToTable("tenants").HasKey(t => t.TenantId);
        builder.Property(t => t.Name).HasMaxLength(200);
        builder.Property(t => t.Slug).HasMaxLength(40);
        builder.Property(t => t.Tier).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(t => t.Slug).IsUnique();
    }
}
