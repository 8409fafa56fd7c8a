using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Members;

internal sealed class MemberInviteConfiguration : IEntityTypeConfiguration<MemberInvite>
{
    public void Configure(EntityTypeBuilder<MemberInvite> builder)
    {
        builder.ToTable("member_invites").HasKey(i => new { i.TenantId, i.Sha256 });
        builder.Property(i => i.Role).HasMaxLength(20);
        builder.Property(i => i.UsedAt).IsConcurrencyToken();
        builder.HasIndex(i => new { i.TenantId, i.Id }).IsUnique();
    }
}
