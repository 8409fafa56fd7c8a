using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.GrainState;

internal sealed class GrainStateConfiguration : IEntityTypeConfiguration<GrainStateRow>
{
    public void Configure(EntityTypeBuilder<GrainStateRow> builder)
    {
        builder.ToTable("grain_state").HasKey(s => new { s.StateName, s.GrainId });
        builder.Property(s => s.StateName).HasMaxLength(100);
        builder.Property(s => s.GrainId).HasMaxLength(200);
    }
}
