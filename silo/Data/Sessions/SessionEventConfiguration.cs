using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Sessions;

internal sealed class SessionEventConfiguration : IEntityTypeConfiguration<SessionEventRow>
{
    public void Configure(EntityTypeBuilder<SessionEventRow> builder)
    {
        builder.ToTable("session_events").HasKey(e => new { e.TenantId, e.Session, e.Seq });
        builder.Property(e => e.Kind).HasMaxLength(60);
    }
}
