using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Recordings;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Transcription;

namespace JobInterview.Api.Sessions;

/// <summary>Captions of a recording, made of its transcript when they are asked for; they live as long as the recording.</summary>
public static class CaptionEndpoints
{
    public static void MapCaptions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/recordings/{id}/captions.vtt", ReadAsync).WithTags("Recordings").RequireAuthorization(Policies.ReadRecordings).WithSummary("Captions in WebVTT");

    private static async Task<IResult> ReadAsync(RouteId id, TenantGrains tenant, IRecordings recordings, ShownSessions shown, HttpContext http)
    {
        if (await recordings.FindAsync(tenant.Key(id.Value)) is not { } recording)
        {
            return new Refused(Refusals.NotFound);
        }

        var record = await shown.FindAsync(tenant.Key(recording.SessionId), tenant.Session(recording.SessionId), http.Caller().Actor);
        if ((MediaAnswers.Refuse(recording) ?? record?.RefusalOf(AssetKind.Transcript)) is { } refusal)
        {
            return new Refused(refusal);
        }

        var turn = record?.Turns.FirstOrDefault(turn => turn.RecordingId == id.Value);
        if (record?.Events.Select(happened => happened.Event).OfType<TranscriptFinalized>().FirstOrDefault(final => final.TurnSeq == turn?.Seq) is not { } transcript)
        {
            return new Refused(turn?.TranscriptState == TranscriptState.Pending ? SessionRefusals.TranscriptIsPending : SessionRefusals.TranscriptIsMissing);
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(TimedText.Captions(transcript, turn?.Corrections, record.Terms.Language), "text/vtt; charset=utf-8");
    }
}
