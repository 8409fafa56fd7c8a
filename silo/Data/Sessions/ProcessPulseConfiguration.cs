using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Sessions;

internal sealed class ProcessPulseConfiguration : IEntityTypeConfiguration<ProcessPulseRow>
{
    public void Configure(EntityTypeBuilder<ProcessPulseRow> builder)
    {
        builder.ToTable("process_pulse").HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
    }
}
