using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Members;

/// <summary>A person of a company who may sign in.</summary>
public sealed class Member : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Name and e-mail, sealed.</summary>
    public required byte[] Sealed { get; set; }

    public required Guid KeyId { get; set; }

    /// <summary>Blind index of the e-mail under the tenant's pepper, unique in the tenant.</summary>
    public required byte[] EmailIndex { get; set; }

    /// <summary>Blind index of the e-mail under the system's pepper, for sign-in before the tenant is known.</summary>
    public required byte[] EmailLookup { get; set; }

    public string? PasswordHash { get; set; }

    public required string SecurityStamp { get; set; }

    public required string Role { get; set; }

    public int AccessFailedCount { get; set; }

    public DateTimeOffset? LockoutEnd { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>When they were last told that their account ends because nobody uses it.</summary>
    public DateTimeOffset? UnusedNoticeAt { get; set; }
}
