using JobInterview.Tenants;

namespace JobInterview.Grains.Tenants;

/// <summary>The people of every company who may sign in: name and e-mail sealed, found by blind index only.</summary>
public interface IMemberDirectory
{
    /// <summary>Adds a person, or answers false when the company has one with this e-mail already.</summary>
    Task<bool> AddAsync(Member member, CancellationToken cancel = default);

    Task<Member?> FindAsync(TenantKey member, CancellationToken cancel = default);

    /// <summary>Everyone with this e-mail: one in a company at most, but a person may belong to several.</summary>
    Task<IReadOnlyList<Member>> FindByEmailAsync(string email, TenantId? tenant = null, CancellationToken cancel = default);

    /// <summary>One page in the order of joining; at most 100.</summary>
    Task<Page<Member>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancel = default);

    /// <summary>Writes the password's hash and the stamp; false when someone else changed them since the member was read.</summary>
    Task<bool> UpdateAsync(Member member, CancellationToken cancel = default);

    /// <summary>
    /// Takes one of the few attempts to sign in, before the password is looked at, so that guesses at the same time are all counted. The last one locks the member out for a
    /// time; false while that lasts, and asking then changes nothing, so that nobody is kept out for longer.
    /// </summary>
    Task<bool> TakeAttemptAsync(TenantKey member, int most, TimeSpan lockedFor, CancellationToken cancel = default);

    /// <summary>Gives every attempt back, after a right password.</summary>
    Task ForgetAttemptsAsync(TenantKey member, CancellationToken cancel = default);

    /// <summary>Changes the role; refused for the last owner, also when two owners try at once.</summary>
    Task<Outcome<Member>> ChangeRoleAsync(TenantKey member, MemberRole role, CancellationToken cancel = default);

    /// <summary>Removes the person with every session; refused for the last owner, also when two owners try at once.</summary>
    Task<Outcome<Member>> RemoveAsync(TenantKey member, CancellationToken cancel = default);
}

/// <summary>A person of a company; mutable because ASP.NET Core Identity changes it before it is written.</summary>
public sealed class Member
{
    public required TenantId Tenant { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }
    public MemberRole Role { get; set; }
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>The stamp that was stored when this was read.</summary>
    public string StampWhenRead { get; set; } = "";

    public TenantKey Key => new(Tenant, Id);
}
