using JobInterview.Tenants;

namespace JobInterview.Silo.Data.DataSubjects;

/// <summary>A blind index of a person's whole e-mail or of one word of the name.</summary>
public sealed class SearchTermRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Subject { get; init; }

    public required byte[] Term { get; init; }
}
