using System.Text.Encodings.Web;
using JobInterview.Api.Http;
using JobInterview.Api.Tenants;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Identity;

/// <summary>The rooms that were opened on this process; what a token opens never changes, and the session's grain checks it again.</summary>
internal sealed class KnownRooms
{
    public TwoGenerations<RoomTokenKey, AuthenticationTicket> Tickets { get; } = new(50_000);
}

/// <summary>Recognises a candidate by the room token, sent as a bearer token or in the room's cookie.</summary>
internal sealed class RoomAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder,
    KnownRooms known, IRoomTokens tokens, PublicAddress address) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    private const string Bearer = "Bearer ";

    /// <summary>The cookie of the room, without its prefix.</summary>
    public const string CookieName = "ji-room";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!TryHash(out var isSent, out var tenant, out var key))
        {
            return Task.FromResult(isSent ? AuthenticateResult.Fail("Not a room token.") : AuthenticateResult.NoResult());
        }

        return known.Tickets.TryGet(key, out var ticket) ? Task.FromResult(AuthenticateResult.Success(ticket)) : FindAsync(tenant, key);
    }

    private bool TryHash(out bool isSent, out TenantId tenant, out RoomTokenKey key)
    {
        var header = Request.Headers.Authorization;
        if (header.Count > 0)
        {
            isSent = true;
            (tenant, key) = (default, default);
            return header is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                && RoomToken.TryHash(value.AsSpan(Bearer.Length).Trim(' '), out tenant, out key);
        }

        isSent = Request.Cookies.TryGetValue(address.Cookie(CookieName), out var cookie);
        return RoomToken.TryHash(cookie, out tenant, out key);
    }

    private async Task<AuthenticateResult> FindAsync(TenantId tenant, RoomTokenKey key)
    {
        var hash = key.ToArray();
        if (await tokens.FindSessionAsync(tenant, new(hash), Context.RequestAborted) is not { } session)
        {
            return AuthenticateResult.Fail("No such room.");
        }

        var room = new RoomPrincipal(new(tenant, session), new(Convert.ToHexStringLower(hash)));
        var ticket = new AuthenticationTicket(room, RoomPrincipal.Scheme);
        known.Tickets.Put(key, ticket);
        return AuthenticateResult.Success(ticket);
    }
}
