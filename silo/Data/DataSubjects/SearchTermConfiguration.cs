using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.DataSubjects;

internal sealed class SearchTermConfiguration : IEntityTypeConfiguration<SearchTermRow>
{
    public void Configure(EntityTypeBuilder<SearchTermRow> builder)
    {
        builder.ToTable("search_terms").HasKey(t => new { t.TenantId, t.Subject, t.Term });
        builder.HasIndex(t => new { t.TenantId, t.Term });
    }
}
