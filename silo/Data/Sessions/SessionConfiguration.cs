using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Sessions;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions").HasKey(s => new { s.TenantId, s.Id });
        builder.Property(s => s.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(s => s.PlanTitle).HasMaxLength(400);
        builder.Property(s => s.Language).HasMaxLength(20);
        builder.HasIndex(s => new { s.TenantId, s.CreatedAt, s.Id });
        builder.HasIndex(s => new { s.TenantId, s.SubjectId });
        builder.HasIndex(s => new { s.TenantId, s.DeadlineAt });
    }
}
