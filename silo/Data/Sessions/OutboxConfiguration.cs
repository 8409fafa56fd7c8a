using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Sessions;

internal sealed class OutboxConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox").HasKey(o => new { o.TenantId, o.Id });
        builder.Property(o => o.Kind).HasMaxLength(60);
        builder.Property(o => o.State).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(o => new { o.State, o.DueAt });
        builder.HasIndex(o => new { o.TenantId, o.CreatedAt, o.Id });
    }
}
