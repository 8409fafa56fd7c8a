using System.Buffers;
using System.Globalization;
using JobInterview.Api.Http;
using JobInterview.Api.Sessions;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Room;

/// <summary>The room's event stream: <c>?claim=true&amp;connection=…</c> makes it the connection that speaks for the candidate.</summary>
internal static class RoomEvents
{
    private static readonly SearchValues<char> ConnectionCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static async Task<IResult> FollowAsync(
        HttpContext http, RoomGrains room, ShownSessions shown, TimeProvider clock, ILogger<SessionStream> logger, bool claim = false, string? connection = null)
    {
        if (claim && !IsConnection(connection))
        {
            return new Refused(Refusals.Invalid(new Fault("/connection", "bad-id")));
        }

        var (view, refusal) = await room.Session.RoomAsync(room.Caller);
        if (refusal is not null)
        {
            return new Refused(refusal);
        }

        var after = LastEventId(http.Request);
        var holder = claim ? connection : null;
        if (claim)
        {
            var claimed = await room.Session.ClaimAsync(room.Caller, connection!);
            if (claimed.Refusal is { } refused)
            {
                return new Refused(refused);
            }

            if (claimed.Value!.Superseded)
            {
                return TypedResults.NoContent();                // an EventSource stops asking after 204
            }
        }

        if (IsOver(view!.State) && after >= view.Seq)
        {
            return TypedResults.NoContent();
        }

        // A hold withholds nothing from who is still in the middle of it: the interview goes on.
        try
        {
            await new SessionStream(room.Session, room.Key, shown, IsOver(view.State), SessionStreamKinds.ForRoom, clock, logger).WriteAsync(http, after, holder);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // the candidate left: what matters is that the session knows
        }
        finally
        {
            if (holder is not null)
            {
                await room.Session.ReleaseAsync(holder);
            }
        }

        return Results.Empty;
    }

    internal static long LastEventId(HttpRequest request) =>
        long.TryParse(request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["after"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? seq : 0;

    private static bool IsConnection(string? connection) =>
        connection is { Length: >= 1 and <= 64 } && !connection.AsSpan().ContainsAnyExcept(ConnectionCharacters);

    private static bool IsOver(SessionState state) => state is SessionState.Processing or SessionState.Completed or SessionState.Partial or SessionState.Withdrawn or SessionState.Expired;
}
