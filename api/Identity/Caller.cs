using System.Security.Claims;
using JobInterview.Api.Http;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Api.Identity;

/// <summary>Who makes a request, read from its claims: a member, an API client, or a candidate in a room.</summary>
public abstract record Caller
{

    /// <summary>The company the caller proved to belong to.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>How the domain names this caller.</summary>
    public abstract Actor Actor { get; }

    /// <summary>The caller, or null when nobody is authenticated.</summary>
    public static Caller? Of(ClaimsPrincipal user)
    {
        if (user is RoomPrincipal room)
        {
            return room.AsCaller;
        }

        if (user.Identity is not { IsAuthenticated: true }
            || !TenantId.TryParse(user.FindFirstValue(CallerScope.TenantClaim), null, out var tenant)
            || !RandomId.TryParse(user.FindFirstValue(CallerClaims.Subject), out var id))
        {
            return null;
        }

        return RandomId.TryParse(user.FindFirstValue(CallerClaims.Session), out var session) && Enum.TryParse<MemberRole>(user.FindFirstValue(CallerClaims.Role), out var role)
            ? new MemberCaller(id, session, role, user.FindFirstValue(CallerClaims.Name) ?? "") { Tenant = tenant }
            : new ClientCaller(id, user) { Tenant = tenant };
    }
}

/// <summary>A signed-in person of the company.</summary>
public sealed record MemberCaller(Guid Id, Guid SessionId, MemberRole Role, string Name) : Caller
{
    public override Actor Actor => new(ActorKind.Member, Id);
}

/// <summary>A program of the company.</summary>
public sealed record ClientCaller(Guid Id, ClaimsPrincipal Principal) : Caller
{
    public override Actor Actor => new(ActorKind.ApiClient, Id);

    /// <summary>Whether its token carries the scope.</summary>
    public bool HasScope(string scope) => Principal.HasClaim(CallerClaims.Scope, scope);
}

/// <summary>A candidate; no actor of the company.</summary>
public sealed record CandidateCaller : Caller
{
    public override Actor Actor => throw new InvalidOperationException("A candidate acts by commands of the room only.");
}

public static class CallerExtensions
{
    /// <summary>The authenticated caller; asked for behind a policy, so there is one.</summary>
    public static Caller Caller(this HttpContext context) => Identity.Caller.Of(context.User) ?? throw new RefusedException(HttpRefusals.Unauthenticated);

    /// <summary>The signed-in member, or null when a program or nobody calls.</summary>
    public static MemberCaller? Member(this HttpContext context) => Identity.Caller.Of(context.User) as MemberCaller;
}

/// <summary>The claims that callers are read from.</summary>
internal static class CallerClaims
{
    public const string Subject = "sub";
    public const string Session = "sid";
    public const string Role = "role";
    public const string Name = "name";

    /// <summary>OpenIddict's own, one claim per scope.</summary>
    public const string Scope = "oi_scp";
}
