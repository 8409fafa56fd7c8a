using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Room;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Sessions;

/// <summary>Sessions for staff and API clients (DESIGN §11). Everything of another company is 404.</summary>
public static class SessionEndpoints
{
    public static RouteGroupBuilder MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapGet("/", ListAsync).RequireAuthorization(Policies.ReadSessions).WithSummary("List sessions, newest first");
        sessions.MapGet("/{id}", ReadAsync).RequireAuthorization(Policies.ReadSessions).WithSummary("One session");
        sessions.MapGet("/{id}/transcript", TranscriptAsync).RequireAuthorization(Policies.ReadSessions).WithSummary("Every committed turn, at any time");
        sessions.MapGet("/{id}/events", FollowAsync).RequireAuthorization(Policies.ReadSessions).WithSummary("The interview as it happens").WithMetadata(Lasting.Mark);
        sessions.MapGet("/{id}/suggestions", SuggestionsAsync).RequireAuthorization(Policies.ReadSuggestions).WithSummary("Suggestions with verified quotes");
        sessions.MapGet("/{id}/scorecards", ScorecardsAsync).RequireAuthorization(Policies.ReadSuggestions).WithSummary("Locked ratings and scorecards");
        sessions.MapPost("/{id}/ratings", RateAsync).RequireAuthorization(Policies.Review).WithSummary("Lock one rating, blind");
        sessions.MapPost("/{id}/scorecards", SubmitAsync).RequireAuthorization(Policies.Review).WithSummary("Hand in the scorecard");
        sessions.MapGet("/{id}/decision", DecisionAsync).RequireAuthorization(Policies.ReadSessions).WithSummary("What a person decided");
        sessions.MapPost("/{id}/decision", DecideAsync).RequireAuthorization(Policies.Decide).WithSummary("Record a person's decision; an API client can not");
        return sessions;
    }

    private static async Task<IResult> ListAsync(
        TenantGrains tenant, ISessionList list, PageQuery page, string? state = null, string? planId = null, string? q = null)
    {
        Guid? plan = null;
        if (planId is not null)
        {
            if (!RandomId.TryParse(planId, out var id))
            {
                return new Refused(Refusals.NotFound);
            }

            plan = id;
        }

        var filter = new SessionFilter(QueryWords.Read<SessionState>(state) is { } only ? [only] : null, plan, q);
        return page.Refusal is { } refusal ? new Refused(refusal)
            : TypedResults.Ok(page.Show(await list.ListAsync(tenant.Id, filter, page.After, page.Limit), SessionJson.Of));
    }

    private static async Task<Results<Ok<SessionJson>, Refused>> ReadAsync(RouteId id, TenantGrains tenant, ISessionList list) =>
        await list.FindAsync(tenant.Key(id.Value)) is { } session ? TypedResults.Ok(SessionJson.Of(session)) : new Refused(Refusals.NotFound);

    private static async Task<Results<Ok<TranscriptJson>, Refused>> TranscriptAsync(RouteId id, TenantGrains tenant, ShownSessions shown, HttpContext http) =>
        await shown.FindAsync(tenant.Key(id.Value), tenant.Session(id.Value), http.Caller().Actor) is not { } record ? new Refused(Refusals.NotFound)
        : record.RefusalOf(AssetKind.Transcript) is { } refusal ? new Refused(refusal)
        : TypedResults.Ok(new TranscriptJson([.. record.Turns]));

    private static async Task<Results<Ok<SuggestionsJson>, Refused>> SuggestionsAsync(RouteId id, TenantGrains tenant, ShownSessions shown, HttpContext http)
    {
        if (await shown.FindAsync(tenant.Key(id.Value)) is not { } record)
        {
            return new Refused(Refusals.NotFound);
        }

        if (record.RefusalOf(AssetKind.Scorecard) is { } refusal)
        {
            return new Refused(refusal);
        }

        if (http.Member()?.Id is not { } member)
        {
            return TypedResults.Ok(SuggestionsJson.Of(record, record.Suggestions));
        }

        return record.Ratings.Any(rating => rating.Reviewer == member)
            ? TypedResults.Ok(SuggestionsJson.Of(record, record.SuggestionsFor(member)))
            : new Refused(SessionRefusals.RateFirst);
    }

    private static async Task<Results<Ok<ItemsJson<ScorecardJson>>, Refused>> ScorecardsAsync(RouteId id, TenantGrains tenant, ShownSessions shown, HttpContext http)
    {
        if (await shown.FindAsync(tenant.Key(id.Value)) is not { } record)
        {
            return new Refused(Refusals.NotFound);
        }

        if (record.RefusalOf(AssetKind.Scorecard) is { } refusal)
        {
            return new Refused(refusal);
        }

        // A member sees the peers' ratings only after handing in their own.
        return http.Member()?.Id is { } member && record.Scorecards.All(card => card.Card.Reviewer != member)
            ? new Refused(SessionRefusals.RateFirst)
            : TypedResults.Ok(new ItemsJson<ScorecardJson>(ScorecardJson.Of(record)));
    }

    private static Task<Results<Ok<SessionReceipt>, Refused>> RateAsync(RouteId id, TenantGrains tenant, ISessionList list, ShownSessions shown, HttpContext http, JsonBody<RatingJson> body) =>
        ReviewAsync(id, tenant, list, shown, session => session.RateAsync(http.Member()!.Id, new(body.Value.Competency, body.Value.Rating, body.Value.Rationale)));

    private static Task<Results<Ok<SessionReceipt>, Refused>> SubmitAsync(RouteId id, TenantGrains tenant, ISessionList list, ShownSessions shown, HttpContext http, JsonBody<ScorecardBody> body) =>
        ReviewAsync(id, tenant, list, shown, session => session.SubmitScorecardAsync(http.Member()!.Id, body.Value.Recommendation, body.Value.Comment));

    private static Task<Results<Ok<SessionReceipt>, Refused>> DecideAsync(RouteId id, TenantGrains tenant, ISessionList list, ShownSessions shown, HttpContext http, JsonBody<DecisionBody> body) =>
        ReviewAsync(id, tenant, list, shown, session => session.DecideAsync(http.Member()!.Id, body.Value.Disposition, body.Value.Reason));

    // The session is looked for before the body is judged: 404 comes first (DESIGN §11).
    private static async Task<Results<Ok<SessionReceipt>, Refused>> ReviewAsync(
        RouteId id, TenantGrains tenant, ISessionList list, ShownSessions shown, Func<IInterviewSessionGrain, Task<Outcome<SessionReceipt>>> command) =>
        await list.FindAsync(tenant.Key(id.Value)) is null ? new Refused(Refusals.NotFound)
        : await shown.RefuseReviewAsync(tenant.Key(id.Value)) is { } refusal ? new Refused(refusal)
        : (await command(tenant.Session(id.Value))).ToHttp();

    private static async Task<Results<Ok<DecisionJson>, Refused>> DecisionAsync(RouteId id, TenantGrains tenant, ShownSessions shown) =>
        await shown.FindAsync(tenant.Key(id.Value)) is { } record && DecisionJson.Of(record) is { } decision ? TypedResults.Ok(decision) : new Refused(Refusals.NotFound);

    private static async Task<IResult> FollowAsync(
        RouteId id, TenantGrains tenant, ISessionList list, ShownSessions shown, HttpContext http, TimeProvider clock, ILogger<SessionStream> logger)
    {
        var key = tenant.Key(id.Value);
        if (await list.FindAsync(key) is not { } session)
        {
            return new Refused(Refusals.NotFound);
        }

        var after = RoomEvents.LastEventId(http.Request);
        if (session.Listing.EndedAt is not null && after >= session.Listing.Seq)
        {
            return TypedResults.NoContent();
        }

        // The candidate is told before the first word is shown to whoever follows.
        var (live, observer) = (tenant.Session(id.Value), session.Listing.EndedAt is null ? http.Caller().Actor : null);
        if (observer is not null && (await live.JoinAsync(observer)).Refusal is { } refusal)
        {
            return new Refused(refusal);
        }

        try
        {
            await new SessionStream(live, key, shown, heedsHolds: true, SessionStreamKinds.ForStaff, clock, logger, observer).WriteAsync(http, after, connection: null);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // the follower left
        }
        finally
        {
            if (observer is not null)
            {
                await live.LeaveAsync(observer);
            }
        }

        return Results.Empty;
    }
}
