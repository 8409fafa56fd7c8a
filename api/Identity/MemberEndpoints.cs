using JobInterview.Api.Http;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Identity;

internal static class MemberEndpoints
{
    public static IEndpointRouteBuilder MapMembers(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/members").WithTags("Members");
        members.MapGet("", ListAsync).RequireAuthorization(Policies.ReadMembers).WithSummary("The people of the company");
        members.MapDelete("/{id}", RemoveAsync).RequireAuthorization(Policies.ManageMembers).WithSummary("Removes a person, who is out within seconds");
        return routes;
    }

    private static async Task<Results<Ok<Listed<MemberShown>>, Refused>> ListAsync(PageQuery page, TenantContext tenant, Team team, CancellationToken cancel)
    {
        if (page.Refusal is { } refusal)
        {
            return refusal.ToHttp();
        }

        var members = await team.ListAsync(tenant.Id, page.After, page.Limit, cancel);
        return TypedResults.Ok(page.Show(members, MemberShown.Of));
    }

    private static async Task<Results<NoContent, Refused>> RemoveAsync(RouteId id, HttpContext context, Team team) =>
        (await team.RemoveAsync(context.Member()!, id.Value, context.RequestAborted)).ToNoContent();
}

/// <summary>A person of the company.</summary>
internal sealed record MemberShown(string Id, string Name, string Email, MemberRole Role, DateTimeOffset JoinedAt)
{
    public static MemberShown Of(Member member) => new(RandomId.Format(member.Id), member.Name, member.Email, member.Role, member.JoinedAt);
}
