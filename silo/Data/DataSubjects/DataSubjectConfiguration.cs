using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.DataSubjects;

internal sealed class DataSubjectConfiguration : IEntityTypeConfiguration<DataSubjectRow>
{
    public void Configure(EntityTypeBuilder<DataSubjectRow> builder)
    {
        builder.ToTable("data_subjects").HasKey(s => new { s.TenantId, s.Id });
        builder.HasIndex(s => new { s.TenantId, s.EmailIndex }).IsUnique();
        builder.HasIndex(s => new { s.TenantId, s.CreatedAt, s.Id });
    }
}
