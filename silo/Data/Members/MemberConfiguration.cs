using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Members;

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members").HasKey(m => new { m.TenantId, m.Id });
        builder.Property(m => m.PasswordHash).HasMaxLength(400);
        builder.Property(m => m.SecurityStamp).HasMaxLength(64).IsConcurrencyToken();
        builder.Property(m => m.Role).HasMaxLength(20);
        builder.HasIndex(m => new { m.TenantId, m.EmailIndex }).IsUnique();
        builder.HasIndex(m => m.EmailLookup);
    }
}
