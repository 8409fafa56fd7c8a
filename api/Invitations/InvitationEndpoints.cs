using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Invitations;

/// <summary>Invitations over REST. An invitation and its session share one id.</summary>
public static class InvitationEndpoints
{
    private static readonly SessionState[] Unused = [SessionState.Scheduled, SessionState.Lobby, SessionState.Ready];

    public static RouteGroupBuilder MapInvitations(this IEndpointRouteBuilder routes)
    {
        var invitations = routes.MapGroup("/invitations").WithTags("Invitations").RequireAuthorization(Policies.InviteCandidates);
        invitations.MapPost("/", InviteAsync).WithSummary("Invite a candidate to a published plan");
        invitations.MapGet("/", ListAsync).WithSummary("Invitations that have not been used");
        invitations.MapDelete("/{id}", RevokeAsync).WithSummary("Make an unused invitation worthless");
        return invitations;
    }

    private static async Task<Results<Created<Invited>, Refused>> InviteAsync(Inviting inviting, HttpContext http, JsonBody<InvitationBody> body, CancellationToken cancel)
    {
        var invited = await inviting.InviteAsync(body.Value, http.Caller().Actor, cancel);
        return invited.ToCreated(invitation => $"/api/v1/sessions/{invitation.SessionId}", invitation => invitation);
    }

    private static async Task<Results<Ok<Listed<InvitationJson>>, Refused>> ListAsync(TenantGrains tenant, ISessionList list, PageQuery page) =>
        page.Refusal is { } refusal ? new Refused(refusal)
        : TypedResults.Ok(page.Show(await list.ListAsync(tenant.Id, new(Unused), page.After, page.Limit), InvitationJson.Of));

    private static async Task<Results<NoContent, Refused>> RevokeAsync(RouteId id, TenantGrains tenant, HttpContext http) =>
        (await tenant.Session(id.Value).RevokeAsync(http.Caller().Actor)).ToNoContent();
}

/// <summary>An invitation that has not been used.</summary>
public sealed record InvitationJson(string Id, string SessionId, string PlanId, string PlanTitle, SessionState State, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public static InvitationJson Of(SessionSummary session) => new(
        RandomId.Format(session.Id), RandomId.Format(session.Id), RandomId.Format(session.Listing.PlanId), session.Listing.PlanTitle, session.Listing.State,
        session.Listing.CreatedAt, session.Listing.DeadlineAt);
}
