using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.DataSubjects;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.DataSubjects;

/// <summary>The people a company holds data about.</summary>
public static class SubjectEndpoints
{
    public static RouteGroupBuilder MapSubjects(this IEndpointRouteBuilder routes)
    {
        var subjects = routes.MapGroup("/data-subjects").WithTags("Data subjects").RequireAuthorization(Policies.ReadSubjects);
        subjects.MapGet("/", ListAsync).WithSummary("List people, newest first; q is a whole e-mail address or whole words of a name");
        subjects.MapGet("/{id}", ReadAsync).WithSummary("One person");
        return subjects;
    }

    private static async Task<Results<Ok<Listed<SubjectJson>>, Refused>> ListAsync(TenantGrains tenant, ISubjectDirectory subjects, PageQuery page, string? q = null) =>
        page.Refusal is { } refusal ? new Refused(refusal)
        : TypedResults.Ok(page.Show(await subjects.ListAsync(tenant.Id, q, page.After, page.Limit), SubjectJson.Of));

    private static async Task<Results<Ok<PersonJson>, Refused>> ReadAsync(RouteId id, TenantGrains tenant, ISubjectDirectory subjects) =>
        await subjects.FindAsync(tenant.Key(id.Value)) is { } person
            ? TypedResults.Ok(new PersonJson(RandomId.Format(id.Value), person.Name, person.Email))
            : new Refused(Refusals.NotFound);
}

/// <summary>A person in a list, with the number of their interviews.</summary>
public sealed record SubjectJson(string Id, string Name, string Email, DateTimeOffset CreatedAt, int Sessions)
{
    public static SubjectJson Of(SubjectListing subject) =>
        new(RandomId.Format(subject.Id), subject.Person.Name, subject.Person.Email, subject.CreatedAt, subject.Sessions);
}

/// <summary>A person.</summary>
public sealed record PersonJson(string Id, string Name, string Email);
