using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Retention;

internal sealed class LegalHoldConfiguration : IEntityTypeConfiguration<LegalHoldRow>
{
    public void Configure(EntityTypeBuilder<LegalHoldRow> builder)
    {
        builder.ToTable("legal_holds").HasKey(h => new { h.TenantId, h.Id });
        builder.Property(h => h.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(h => h.Version).IsConcurrencyToken();
        builder.HasIndex(h => new { h.TenantId, h.AskedAt, h.Id });
    }
}

internal sealed class LegalHoldItemConfiguration : IEntityTypeConfiguration<LegalHoldItemRow>
{
    public void Configure(EntityTypeBuilder<LegalHoldItemRow> builder)
    {
        builder.ToTable("legal_hold_items").HasKey(i => new { i.TenantId, i.Hold, i.Asset });
        builder.HasIndex(i => new { i.TenantId, i.Asset });
    }
}
