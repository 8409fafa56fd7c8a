using System.Security.Claims;
using JobInterview.Api.Http;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Identity;

/// <summary>A candidate in a room: made once per token and shared by its requests, so it must not be changed.</summary>
public sealed class RoomPrincipal : ClaimsPrincipal
{
    /// <summary>The candidate whose token opened this session.</summary>
    public RoomPrincipal(TenantKey session, RoomCaller caller)
        : base(new ClaimsIdentity([new Claim(CallerScope.TenantClaim, session.Tenant.ToString())], "room"))
    {
        Session = session;
        Caller = caller;
        AsCaller = new() { Tenant = session.Tenant };
    }

    /// <summary>The one session that the token is for.</summary>
    public TenantKey Session { get; }

    /// <summary>What the session's grain checks again.</summary>
    public RoomCaller Caller { get; }

    internal CandidateCaller AsCaller { get; }

    // A reference holds nothing of a request, so all requests of the room share one.
    internal IInterviewSessionGrain? Reference { get; set; }
}
