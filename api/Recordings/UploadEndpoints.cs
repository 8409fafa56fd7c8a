using System.Globalization;
using System.IO.Pipelines;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Recordings;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Recordings;

/// <summary>Uploads of a room by tus 1.0.0: creation, creation-with-upload, creation-defer-length, expiration, checksum, termination.</summary>
internal static class UploadEndpoints
{
    public const string Root = "/api/v1/room/recordings";

    public static readonly Func<object, Task> SayVersion = static response =>
    {
        ((HttpResponse)response).Headers[TusHeaders.Resumable] = TusHeaders.Version;
        return Task.CompletedTask;
    };

    private const long MostReadOn = 16 << 20;

    private const string Extensions = "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination";

    public static RouteGroupBuilder MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/room/recordings").WithTags("Room recordings").RequireAuthorization(Policies.TakeInterviews).AddEndpointFilter(RoomAdmission.ComesFirstAsync).AddEndpointFilter(SpeakTusAsync).WithMetadata(Unhurried.Mark, Lasting.Mark);
        uploads.MapMethods("/", ["OPTIONS"], Describe).AllowAnonymous().WithSummary("What of tus is spoken here");
        uploads.MapMethods("/{id}", ["OPTIONS"], Describe).AllowAnonymous().WithSummary("What of tus is spoken here");
        uploads.MapPost("/", CreateAsync).WithSummary("Begin the upload of a recording");
        uploads.MapMethods("/{id}", ["HEAD"], LookAsync).WithSummary("How far an upload is; a connection that still sends is ended");
        uploads.MapMethods("/{id}", ["PATCH"], AppendAsync).WithSummary("Add bytes; acknowledged when they are sealed and durable");
        uploads.MapDelete("/{id}", DiscardAsync).WithSummary("Give an upload up that is not complete");
        uploads.MapPost("/{id}", OverrideAsync).WithSummary("The same by X-HTTP-Method-Override");
        return uploads;
    }

    private static async ValueTask<object?> SpeakTusAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsOptions(http.Request.Method) || http.Request.Headers[TusHeaders.Resumable] == TusHeaders.Version)
        {
            return await next(context);
        }

        http.Response.Headers["Tus-Version"] = TusHeaders.Version;
        return new Refused(TusRefusals.VersionIsUnknown);
    }

    private static NoContent Describe(HttpContext http, IOptions<RecordingOptions> limits)
    {
        var headers = http.Response.Headers;
        headers["Tus-Version"] = TusHeaders.Version;
        headers["Tus-Extension"] = Extensions;
        headers["Tus-Max-Size"] = limits.Value.MaxBytes.ToString(CultureInfo.InvariantCulture);
        headers["Tus-Checksum-Algorithm"] = "sha1,sha256";
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CreateAsync(RoomGrains room, MediaQuota quota, IOptions<RecordingOptions> limits, IRecordingUploads uploads, HttpContext http)
    {
        var headers = http.Request.Headers;
        var (length, badLength) = TusHeaders.ReadLength(headers);
        var (told, badMetadata) = TusHeaders.ReadMetadata(headers);
        var (metadata, badType) = told is null ? new(null, badMetadata) : UploadMetadata.Of(told);
        var (checksum, badChecksum) = TusHeaders.ReadChecksum(headers);
        if ((badLength ?? badType ?? badChecksum) is { } malformed)
        {
            return new Refused(malformed);
        }

        if (RecordingRefusals.OfLength(length!.Bytes, limits.Value) is { } wrongLength)
        {
            return new Refused(wrongLength);
        }

        if (http.Request.ContentLength > 0 && !BringsBytes(http.Request))
        {
            return new Refused(HttpRefusals.UnsupportedMediaType);
        }

        var (terms, refusal) = await room.Session.MayBeginRecordingAsync(room.Caller, metadata!.Media.Kind, metadata.QuestionId, metadata.StartedAt);
        refusal ??= uploads.RefuseNew() ?? await quota.RefuseAsync(room.Key.Tenant, length.Bytes ?? 0, http.RequestAborted);
        if (refusal is not null)
        {
            return new Refused(refusal);
        }

        var id = RandomId.New();
        var recording = room.Recording(id);
        var (upload, unavailable) = await recording.BeginAsync(new(
            room.Key.Id, terms!.SubjectId, metadata.Media, metadata.Track, metadata.QuestionId, metadata.StartedAt, length.Bytes,
            headers[TusHeaders.Metadata].ToString()));
        if (unavailable is not null)
        {
            return new Refused(unavailable);
        }

        if (BringsBytes(http.Request))
        {
            var received = await WeighedAsync(recording, upload!, new(http.Request.BodyReader, 0, http.Request.ContentLength, Checksum: checksum!.Value), room, quota, uploads, http);
            if (received.Refusal is { } refused)
            {
                await recording.TakeBackAsync(room.Key.Id);   // nobody was told of it: the creation failed as a whole
                return new Refused(refused);
            }

            upload = received.Value;
        }

        http.Response.Headers.Location = $"{Root}/{RandomId.Format(id)}";
        return Tell(http, upload!, StatusCodes.Status201Created);
    }

    private static async Task<IResult> LookAsync(RouteId id, RoomGrains room, IRecordingUploads uploads, HttpContext http)
    {
        var recording = room.Recording(id.Value);
        var (upload, refusal, _) = await FindAsync(recording, room);
        if (refusal is not null)
        {
            return new Refused(refusal);
        }

        var resumed = await uploads.ResumeAsync(recording, upload!, http.RequestAborted);
        if (!resumed.Accepted)
        {
            return new Refused(resumed.Refusal!);
        }

        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers[resumed.Value.Length is null ? TusHeaders.DeferLength : TusHeaders.Length] = (resumed.Value.Length ?? 1).ToString(CultureInfo.InvariantCulture);
        if (resumed.Value.Metadata.Length > 0)
        {
            headers[TusHeaders.Metadata] = resumed.Value.Metadata;
        }

        return Tell(http, resumed.Value, StatusCodes.Status200OK);
    }

    private static async Task<IResult> AppendAsync(RouteId id, RoomGrains room, MediaQuota quota, IRecordingUploads uploads, HttpContext http)
    {
        var recording = room.Recording(id.Value);
        var (upload, missing, withoutConsent) = await FindAsync(recording, room);
        if (missing is not null)
        {
            return new Refused(missing);
        }

        if (!BringsBytes(http.Request))
        {
            return new Refused(HttpRefusals.UnsupportedMediaType);
        }

        var headers = http.Request.Headers;
        var (offset, badOffset) = TusHeaders.ReadOffset(headers);
        var (length, badLength) = TusHeaders.ReadLateLength(headers);
        var (checksum, badChecksum) = TusHeaders.ReadChecksum(headers);
        if ((badOffset ?? badLength ?? badChecksum) is { } malformed)
        {
            return new Refused(malformed);
        }

        if ((withoutConsent ?? uploads.RefuseAtOnce(upload!, offset)) is { } refusal)
        {
            return new Refused(refusal);
        }

        var received = await WeighedAsync(
            recording, upload!, new(http.Request.BodyReader, offset, http.Request.ContentLength, length!.Bytes, checksum!.Value), room, quota, uploads, http);
        return received.Accepted ? Tell(http, received.Value, StatusCodes.Status204NoContent) : new Refused(received.Refusal!);
    }

    private static async Task<IResult> DiscardAsync(RouteId id, RoomGrains room, IRecordingUploads uploads, HttpContext http)
    {
        var recording = room.Recording(id.Value);
        var (upload, refusal, _) = await FindAsync(recording, room);
        if (refusal is not null)
        {
            return new Refused(refusal);
        }

        await uploads.ResumeAsync(recording, upload!, http.RequestAborted);   // whoever still sends is ended first
        return (await recording.DiscardAsync(room.Key.Id)).Refusal is { } refused ? new Refused(refused) : TypedResults.NoContent();
    }

    private static Task<IResult> OverrideAsync(RouteId id, RoomGrains room, MediaQuota quota, IRecordingUploads uploads, HttpContext http) =>
        http.Request.Headers["X-HTTP-Method-Override"].ToString().ToUpperInvariant() switch
        {
            "PATCH" => AppendAsync(id, room, quota, uploads, http),
            "HEAD" => LookAsync(id, room, uploads, http),
            "DELETE" => DiscardAsync(id, room, uploads, http),
            _ => Task.FromResult<IResult>(new Refused(HttpRefusals.MethodNotAllowed)),
        };

    // A consent that was taken back stops further bytes; where the upload stands may still be asked, and it may be given up.
    private static async Task<(UploadView? Upload, Refusal? Missing, Refusal? WithoutConsent)> FindAsync(IRecordingGrain recording, RoomGrains room)
    {
        var (upload, missing) = await recording.LookAsync(room.Key.Id);
        if (missing is not null)
        {
            return (null, missing, null);
        }

        var refusal = (await room.Session.MayRecordAsync(room.Caller, upload!.Media.Kind)).Refusal;
        return refusal?.Kind == RefusalKind.Unauthenticated ? (null, refusal, null) : (upload, null, refusal);
    }

    private static async Task<Outcome<UploadView>> WeighedAsync(
        IRecordingGrain recording, UploadView upload, IncomingBytes incoming, RoomGrains room, MediaQuota quota, IRecordingUploads uploads, HttpContext http)
    {
        // How large it may get is the upload's own rule, checked before and while it is read.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var (most, used) = await quota.TakeAsync(room.Key.Tenant, incoming.BodyLength, http.RequestAborted);
        var received = used is null ? await uploads.ReceiveAsync(recording, upload, incoming with { Most = most }, http.RequestAborted) : used;
        if (received.Refusal == RecordingRefusals.QuotaIsUsed)
        {
            await ReadOnAsync(incoming.Body, http.RequestAborted);
        }

        return received;
    }

    // Who is still sending hears a refusal only when they have come to their end; a little of that is waited for.
    private static async Task ReadOnAsync(PipeReader body, CancellationToken cancel)
    {
        await using var woken = cancel.Register(body.CancelPendingRead);
        for (long read = 0; read < MostReadOn;)
        {
            var more = await body.ReadAsync(CancellationToken.None);
            read += more.Buffer.Length;
            body.AdvanceTo(more.Buffer.End);
            if (more.IsCompleted || more.IsCanceled)
            {
                return;
            }
        }
    }

    private static bool BringsBytes(HttpRequest request) => string.Equals(request.ContentType, TusHeaders.ContentType, StringComparison.OrdinalIgnoreCase);

    private static StatusCodeHttpResult Tell(HttpContext http, UploadView upload, int status)
    {
        var headers = http.Response.Headers;
        headers[TusHeaders.Offset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        if (upload.ExpiresAt is { } expires)
        {
            headers[TusHeaders.Expires] = expires.ToString("R", CultureInfo.InvariantCulture);
        }

        return TypedResults.StatusCode(status);
    }
}
