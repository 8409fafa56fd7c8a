using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Recordings;

internal sealed class RecordingConfiguration : IEntityTypeConfiguration<RecordingRow>
{
    public void Configure(EntityTypeBuilder<RecordingRow> builder)
    {
        builder.ToTable("recordings").HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Container).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.ContentType).HasMaxLength(120);
        builder.Property(r => r.Track).HasMaxLength(40);
        builder.Property(r => r.QuestionId).HasMaxLength(100);
        builder.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.TenantId, r.Session, r.CreatedAt });
        builder.HasIndex(r => new { r.TenantId, r.SubjectId });
        builder.HasIndex(r => new { r.TenantId, r.State, r.LastByteAt });
    }
}

internal sealed class RecordingPartConfiguration : IEntityTypeConfiguration<RecordingPartRow>
{
    public void Configure(EntityTypeBuilder<RecordingPartRow> builder)
    {
        builder.ToTable("recording_parts").HasKey(p => new { p.TenantId, p.Recording, p.Number });
        builder.Property(p => p.Name).HasMaxLength(60);
    }
}

/// <summary>Who has seen a recording: once told to the audit log, not told again for every range.</summary>
internal sealed class RecordingViewConfiguration : IEntityTypeConfiguration<RecordingViewRow>
{
    public void Configure(EntityTypeBuilder<RecordingViewRow> builder) =>
        builder.ToTable("recording_views").HasKey(v => new { v.TenantId, v.Recording, v.Viewer });
}
