using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Sessions;

internal sealed class RoomTokenConfiguration : IEntityTypeConfiguration<RoomTokenRow>
{
    public void Configure(EntityTypeBuilder<RoomTokenRow> builder) =>
        builder.ToTable("room_tokens").HasKey(t => new { t.TenantId, t.Sha256 });
}
