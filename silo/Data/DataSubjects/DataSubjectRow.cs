using JobInterview.Tenants;

namespace JobInterview.Silo.Data.DataSubjects;

/// <summary>A person a company holds data about; name and e-mail are sealed under the person's own key.</summary>
public sealed class DataSubjectRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Id { get; init; }

    public required byte[] Sealed { get; set; }

    public required Guid KeyId { get; set; }

    public required byte[] EmailIndex { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
