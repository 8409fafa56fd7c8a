using JobInterview.Tenants;

namespace JobInterview.Grains.DataSubjects;

/// <summary>The people a company holds data about: name and e-mail sealed under each person's own key, found by blind index only.</summary>
public interface ISubjectDirectory
{
    /// <summary>The subject with this e-mail in this company, made with a key of its own when there is none; concurrent calls agree.</summary>
    Task<Guid> FindOrAddAsync(TenantId tenant, Person person, CancellationToken cancel = default);

    Task<Person?> FindAsync(TenantKey subject, CancellationToken cancel = default);

    /// <summary>One page, newest first, at most 100; <paramref name="search"/> is a whole e-mail address or whole words of a name.</summary>
    Task<Page<SubjectListing>> ListAsync(TenantId tenant, string? search, string? after, int limit, CancellationToken cancel = default);
}

/// <summary>A person's name (1 to 200 characters) and e-mail address (at most 254).</summary>
[GenerateSerializer, Immutable, Alias("person")]
public sealed record Person([property: Id(0)] string Name, [property: Id(1)] string Email);

/// <summary>A data subject in a list.</summary>
public sealed record SubjectListing(Guid Id, Person Person, DateTimeOffset CreatedAt, int Sessions);
