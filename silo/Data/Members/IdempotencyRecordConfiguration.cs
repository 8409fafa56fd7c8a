using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Members;

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency").HasKey(r => new { r.TenantId, r.Caller, r.KeyHash });
        builder.Property(r => r.Caller).HasMaxLength(100);
        builder.Property(r => r.LeaseUntil).IsConcurrencyToken();
        builder.HasIndex(r => r.ExpiresAt);
    }
}
