using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Retention;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Recordings;

/// <summary>Recordings for staff and API clients (DESIGN §11). Everything of another company is 404.</summary>
public static class RecordingEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static WebApplicationBuilder AddRecordings(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MediaQuota>();
        builder.Services.AddSingleton<MediaLinks>();
        builder.Services.AddSingleton<MediaAnswers>();
        return builder;
    }

    /// <summary>Before everything that may refuse: also a 401, a 404 and a 500 of the upload routes are answers of tus.</summary>
    public static WebApplication UseUploads(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments(UploadEndpoints.Root, StringComparison.OrdinalIgnoreCase))
            {
                http.Response.OnStarting(UploadEndpoints.SayVersion, http.Response);
            }

            return next(http);
        });
        return app;
    }

    public static IEndpointRouteBuilder MapRecordings(this IEndpointRouteBuilder routes)
    {
        routes.MapUploads();
        var recordings = routes.MapGroup("").WithTags("Recordings");
        recordings.MapGet("/sessions/{id}/recordings", ListAsync).RequireAuthorization(Policies.ReadRecordings).WithSummary("The recordings of a session, oldest first");
        recordings.MapGet("/recordings/{id}", ReadAsync).RequireAuthorization(Policies.ReadRecordings).WithSummary("One recording");
        recordings.MapGet("/recordings/{id}/manifest", ManifestAsync).RequireAuthorization(Policies.ReadRecordings).WithSummary("What proves that nothing is missing");
        recordings.MapMethods("/recordings/{id}/media", Reading, MediaAsync).RequireAuthorization(Policies.ReadRecordings).WithSummary("Exactly the uploaded bytes, or a range of them").WithMetadata(Lasting.Mark);
        recordings.MapMethods("/recordings/{id}/playback", Reading, PlaybackAsync).RequireAuthorization(Policies.ReadRecordings).WithSummary("The same with a duration and places to seek to, for players")
            .WithMetadata(Unhurried.Mark, Lasting.Mark);        // the first to ask waits until the copy is made, one at a time
        recordings.MapPost("/recordings/{id}/links", LinkAsync).RequireAuthorization(Policies.ReadRecordings).WithSummary("A link for a player, good for ten minutes and for its maker alone");
        recordings.MapMethods("/media/{link}", Reading, LinkedAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(Lasting.Mark);
        recordings.MapMethods("/media/{link}/playback", Reading, LinkedPlaybackAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(Lasting.Mark);
        return routes;
    }

    private static async Task<Results<Ok<ItemsJson<RecordingJson>>, Refused>> ListAsync(
        RouteId id, TenantGrains tenant, ISessionList sessions, RetentionView retention, IRecordings recordings)
    {
        var key = tenant.Key(id.Value);
        if (await sessions.FindAsync(key) is null)
        {
            return new Refused(Refusals.NotFound);
        }

        var (policy, now) = await retention.NowAsync();
        return TypedResults.Ok(new ItemsJson<RecordingJson>([.. (await recordings.OfSessionAsync(key)).Select(recording => RecordingJson.Of(recording, policy, now))]));
    }

    private static async Task<Results<Ok<RecordingJson>, Refused>> ReadAsync(RouteId id, TenantGrains tenant, RetentionView retention, IRecordings recordings)
    {
        if (await recordings.FindAsync(tenant.Key(id.Value)) is not { } recording)
        {
            return new Refused(Refusals.NotFound);
        }

        var (policy, now) = await retention.NowAsync();
        return TypedResults.Ok(RecordingJson.Of(recording, policy, now));
    }

    private static async Task<Results<Ok<ManifestJson>, Refused>> ManifestAsync(RouteId id, TenantGrains tenant, IRecordings recordings) =>
        await recordings.FindAsync(tenant.Key(id.Value)) is not { } recording ? new Refused(Refusals.NotFound)
        : MediaAnswers.Refuse(recording) is { } refusal ? new Refused(refusal)
        : TypedResults.Ok(ManifestJson.Of(recording, await recordings.PartsAsync(recording.Key)));

    private static Task<IResult> MediaAsync(RouteId id, TenantGrains tenant, IRecordings recordings, ISessionList sessions, MediaAnswers media, HttpContext http) =>
        ServeAsync(id, tenant, recordings, sessions, media, http, isPlayback: false);

    private static Task<IResult> PlaybackAsync(RouteId id, TenantGrains tenant, IRecordings recordings, ISessionList sessions, MediaAnswers media, HttpContext http) =>
        ServeAsync(id, tenant, recordings, sessions, media, http, isPlayback: true);

    private static async Task<IResult> ServeAsync(
        RouteId id, TenantGrains tenant, IRecordings recordings, ISessionList sessions, MediaAnswers media, HttpContext http, bool isPlayback)
    {
        if (await recordings.FindAsync(tenant.Key(id.Value), http.RequestAborted) is { } recording)
        {
            await AnnounceAsync(recording, tenant, sessions, http);
        }

        return await media.ServeAsync(tenant.Key(id.Value), http.Caller().Actor, http, isPlayback);
    }

    // Nobody hears a running interview unseen.
    private static async Task AnnounceAsync(RecordingListing recording, TenantGrains tenant, ISessionList sessions, HttpContext http)
    {
        if (await sessions.FindAsync(tenant.Key(recording.SessionId)) is { Listing: { StartedAt: not null, EndedAt: null } })
        {
            await tenant.Session(recording.SessionId).JoinAsync(http.Caller().Actor);
        }
    }

    private static async Task<Results<Created<MediaLinkJson>, Refused>> LinkAsync(
        RouteId id, TenantGrains tenant, IRecordings recordings, ISessionList sessions, MediaLinks links, HttpContext http)
    {
        if (await recordings.FindAsync(tenant.Key(id.Value)) is not { } recording)
        {
            return new Refused(Refusals.NotFound);
        }

        if (MediaAnswers.Refuse(recording) is { } refusal)
        {
            return new Refused(refusal);
        }

        await AnnounceAsync(recording, tenant, sessions, http);
        var made = await links.MakeAsync(recording.Key, http.Caller(), http.RequestAborted);
        return TypedResults.Created((string?)null, made);
    }

    private static Task<IResult> LinkedAsync(string link, MediaLinks links, MediaAnswers media, HttpContext http) =>
        ServeAsync(link, links, media, http, isPlayback: false);

    private static Task<IResult> LinkedPlaybackAsync(string link, MediaLinks links, MediaAnswers media, HttpContext http) =>
        ServeAsync(link, links, media, http, isPlayback: true);

    private static async Task<IResult> ServeAsync(string link, MediaLinks links, MediaAnswers media, HttpContext http, bool isPlayback)
    {
        var (opened, refusal) = await links.OpenAsync(link, Caller.Of(http.User), http.RequestAborted);
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return refusal is not null ? new Refused(refusal) : await media.ServeAsync(opened!.Recording, opened.Viewer, http, isPlayback);
    }
}
