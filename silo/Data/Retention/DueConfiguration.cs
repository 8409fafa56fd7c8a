using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Retention;

internal sealed class DueConfiguration : IEntityTypeConfiguration<DueRow>
{
    public void Configure(EntityTypeBuilder<DueRow> builder)
    {
        builder.ToTable("due_ledger").HasKey(d => new { d.TenantId, d.Asset });
        builder.Property(d => d.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.Rule).HasMaxLength(60);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasIndex(d => new { d.TenantId, d.State, d.DueAt, d.Asset });
        builder.HasIndex(d => new { d.TenantId, d.State, d.ShreddedAt });
        builder.HasIndex(d => new { d.TenantId, d.LagSeconds });
        builder.HasIndex(d => new { d.TenantId, d.Session });
        builder.HasIndex(d => new { d.TenantId, d.SubjectId });
        builder.HasIndex(d => new { d.State, d.DueAt });        // which companies have something due, before any is known
        builder.HasIndex(d => new { d.TenantId, d.Asset }, "IX_due_ledger_running").HasFilter("starts_at is null");
    }
}
