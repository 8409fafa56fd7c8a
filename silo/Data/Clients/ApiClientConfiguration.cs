using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JobInterview.Silo.Data.Clients;

internal sealed class ApiClientConfiguration :
    IEntityTypeConfiguration<ApiClient>, IEntityTypeConfiguration<ApiAuthorization>, IEntityTypeConfiguration<ApiScope>, IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiClient> builder)
    {
        builder.ToTable("api_clients");
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.HasIndex(c => new { c.TenantId, c.CreatedAt });
    }

    public void Configure(EntityTypeBuilder<ApiAuthorization> builder) => builder.ToTable("api_authorizations");

    public void Configure(EntityTypeBuilder<ApiScope> builder) => builder.ToTable("api_scopes");

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasIndex(t => t.Subject);
        builder.HasIndex(t => t.ExpirationDate);
    }
}
