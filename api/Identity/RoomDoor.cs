using JobInterview.Api.Http;
using JobInterview.Api.Tenants;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Identity;

/// <summary>Recognises a candidate by the room token, sent as a bearer token or in the room's cookie. This is the busiest path of the product:
/// a token that opened its room once is known without a query, since what it opens never changes and the session's grain checks it again.</summary>
internal sealed class RoomDoor(IRoomTokens tokens, PublicAddress address)
{
    /// <summary>The cookie of the room, without its prefix.</summary>
    public const string CookieName = "ji-room";
    private const string Bearer = "Bearer ";
    private readonly TwoGenerations<RoomTokenKey, RoomPrincipal> _known = new(50_000);
    private readonly string _cookie = address.Cookie(CookieName);

    /// <summary>The candidate whose token came with the request, or null.</summary>
    public ValueTask<RoomPrincipal?> OpenAsync(HttpRequest request) =>
        !RoomToken.TryHash(Sent(request), out var tenant, out var key) ? default
        : _known.TryGet(key, out var room) ? new(room)
        : FindAsync(tenant, key, request.HttpContext.RequestAborted);

    private ReadOnlySpan<char> Sent(HttpRequest request) =>
        request.Headers.Authorization is not { Count: > 0 } header ? request.Cookies[_cookie]
        : header is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value.AsSpan(Bearer.Length).Trim(' ')
        : default;

    private async ValueTask<RoomPrincipal?> FindAsync(TenantId tenant, RoomTokenKey key, CancellationToken cancel)
    {
        var hash = key.ToArray();
        if (await tokens.FindSessionAsync(tenant, new(hash), cancel) is not { } session)
        {
            return null;
        }

        var room = new RoomPrincipal(new(tenant, session), new(Convert.ToHexStringLower(hash)));
        _known.Put(key, room);
        return room;
    }
}
