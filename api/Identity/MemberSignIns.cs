using System.Security.Claims;
using JobInterview.Api.Http;
using JobInterview.Api.Tenants;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace JobInterview.Api.Identity;

/// <summary>Sessions of members: a cookie that names a row, and the row that says whether it still holds.</summary>
internal sealed class MemberSignIns(IMemberSessions sessions, TimeProvider clock)
{
    public const string Scheme = "member";

    /// <summary>The cookie of a signed-in member, without its prefix.</summary>
    public const string CookieName = "ji";

    /// <summary>The longest a browser stays signed in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly TwoGenerations<TenantKey, Seen> _seen = new(20_000);

    /// <summary>A new session with a new id, so that one from before is never taken over.</summary>
    public async Task BeginAsync(HttpContext context, Member member)
    {
        await EndAsync(context);
        var now = clock.GetUtcNow();
        var session = new MemberSession(member.Tenant, RandomId.New(), member.Id, now, now + Lifetime);
        await sessions.AddAsync(session, context.RequestAborted);
        var identity = new ClaimsIdentity(
        [
            new(CallerScope.TenantClaim, member.Tenant.ToString()),
            new(CallerClaims.Session, RandomId.Format(session.Id)),
            new(CallerClaims.Subject, RandomId.Format(member.Id)),
        ], Scheme);
        await context.SignInAsync(Scheme, new(identity), new() { IsPersistent = true, IssuedUtc = now, ExpiresUtc = session.ExpiresAt, AllowRefresh = false });
    }

    /// <summary>Ends the session of this browser, if there is one.</summary>
    public async Task EndAsync(HttpContext context)
    {
        if (context.Member() is not { } member)
        {
            return;
        }

        var key = new TenantKey(member.Tenant, member.SessionId);
        await sessions.EndAsync(key, context.RequestAborted);
        _seen.Forget(key);
        await context.SignOutAsync(Scheme);
    }

    /// <summary>Gives the cookie's principal its role and name as they are now, or rejects it. What was seen two seconds ago is believed.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal!;
        if (KeyOf(principal) is not { } key || await FindAsync(key, context.HttpContext.RequestAborted) is not { } member
            || principal.FindFirstValue(CallerClaims.Subject) != RandomId.Format(member.MemberId))
        {
            context.RejectPrincipal();
            return;
        }

        var identity = new ClaimsIdentity(principal.Claims, Scheme, CallerClaims.Name, CallerClaims.Role);
        identity.AddClaims([new(CallerClaims.Role, member.Role.ToString()), new(CallerClaims.Name, member.Name)]);
        context.ReplacePrincipal(new(identity));
    }

    private async ValueTask<SignedInMember?> FindAsync(TenantKey key, CancellationToken cancel)
    {
        if (_seen.TryGet(key, out var seen) && clock.GetElapsedTime(seen.At) < Fresh)
        {
            return seen.Member;
        }

        var at = clock.GetTimestamp();
        var found = await sessions.FindAsync(key, clock.GetUtcNow(), cancel);
        _seen.Put(key, new(found, at));
        return found;
    }

    private static TenantKey? KeyOf(ClaimsPrincipal principal) =>
        TenantId.TryParse(principal.FindFirstValue(CallerScope.TenantClaim), null, out var tenant)
        && RandomId.TryParse(principal.FindFirstValue(CallerClaims.Session), out var session)
            ? new(tenant, session) : null;

    private sealed record Seen(SignedInMember? Member, long At);
}
