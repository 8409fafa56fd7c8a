using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Api.Web;
using JobInterview.Grains;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Room;

/// <summary>A candidate's visit to the room's page: the room as it was found, read before the page so that all of it speaks the session's language.</summary>
internal sealed record RoomVisit(RoomGrains Room, Outcome<RoomView> Found)
{
    private static readonly TimeSpan LongestInvitation = TimeSpan.FromDays(90);

    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path == "/i" && RoomGrains.Of(http) is { } room)
        {
            var visit = new RoomVisit(room, IsPrefetch(http.Request) ? await room.Session.RoomAsync(room.Caller) : await room.Session.EnterAsync(room.Caller));
            http.Features.Set(visit);
            if (visit.Found.Value is { } view)
            {
                Language.Use(view.Language, chosen: false);
                http.Response.Headers.ContentLanguage = Language.Current;
            }
        }

        await next(http);
    }

    /// <summary>The one address with a secret: it consumes nothing, keeps the token in a cookie, and leaves at once.</summary>
    public static IResult Enter(string roomToken, HttpContext http, PublicAddress address)
    {
        if (!RoomToken.TryParse(roomToken, out _))
        {
            return TypedResults.NotFound();
        }

        http.Response.Cookies.Append(address.Cookie(RoomDoor.CookieName), roomToken, new()
        {
            HttpOnly = true, Secure = address.IsSecure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = LongestInvitation, IsEssential = true,
        });
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = "/i";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static bool IsPrefetch(HttpRequest request) => request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal);
}
