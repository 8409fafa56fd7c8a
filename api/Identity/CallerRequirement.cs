using JobInterview.Api.Http;
using JobInterview.Grains;
using Microsoft.AspNetCore.Authorization;

namespace JobInterview.Api.Identity;

/// <summary>What a caller must have; a kind of caller that is not named can never pass.</summary>
internal sealed record CallerRequirement(string? Scope, Permission? Permission, bool AnyMember = false, bool Candidate = false) : IAuthorizationRequirement
{
    private static readonly Refusal MembersOnly = new(RefusalKind.Forbidden, "members-only", "Only a person of the company can do this.");
    private static readonly Refusal CandidatesOnly = new(RefusalKind.Forbidden, "candidates-only", "Only the candidate can do this.");

    /// <summary>Why this caller may not, or null when it may.</summary>
    public Refusal? Refuse(Caller? caller) => caller switch
    {
        null => HttpRefusals.Unauthenticated,
        CandidateCaller => Candidate ? null : HttpRefusals.Forbidden,
        _ when Candidate => CandidatesOnly,
        MemberCaller member => AnyMember || (Permission is { } needed && member.Role.Allows(needed)) ? null : HttpRefusals.Forbidden,
        ClientCaller client => Scope is null ? MembersOnly : client.HasScope(Scope) ? null : HttpRefusals.InsufficientScope,
        _ => HttpRefusals.Forbidden,
    };
}

internal sealed class CallerAuthorization : AuthorizationHandler<CallerRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, CallerRequirement requirement)
    {
        if (requirement.Refuse(Caller.Of(context.User)) is null)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
