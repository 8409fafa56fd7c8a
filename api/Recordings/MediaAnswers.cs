using JobInterview.Api.Http;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Recordings;
using JobInterview.Tenants;
using Microsoft.Net.Http.Headers;

namespace JobInterview.Api.Recordings;

/// <summary>Serves the bytes of a recording, whole or a range of them, and tells the audit log who saw it.</summary>
internal sealed class MediaAnswers(IRecordings recordings, IPlayback playback, IRecordingViews views)
{
    public async Task<IResult> ServeAsync(TenantKey key, Actor viewer, HttpContext http, bool isPlayback = false, bool isSecondTry = false)
    {
        if (await recordings.FindAsync(key, http.RequestAborted) is not { } recording)
        {
            return new Refused(Refusals.NotFound);
        }

        if (Refuse(recording) is { } refusal)
        {
            return new Refused(refusal);
        }

        if (recording.State == RecordingState.Uploading)
        {
            return new Refused(RecordingRefusals.NotComplete);
        }

        var id = RandomId.Format(key.Id);
        (Stream Stream, string Tag) media;
        try
        {
            media = isPlayback ? await PlayAsync(recording, http.RequestAborted) : (await recordings.OpenAsync(key, http.RequestAborted), id);
        }
        catch (RecordingGoneException)
        {
            return new Refused(RecordingRefusals.ExpiredOn(recording.Ledger?.DueAt));
        }

        if (HttpMethods.IsGet(http.Request.Method) && !IsPrefetch(http.Request))
        {
            await views.NoteAsync(key, viewer, http.RequestAborted);
        }

        http.Response.Headers.ContentDisposition = $"inline; filename=\"recording-{id}.{Extension(recording)}\"";
        // The first bytes of an answer are opened before its head is sent: a broken seal is then an error and not a short file.
        return new RangedMedia(TypedResults.Stream(
            media.Stream, recording.ContentType, lastModified: isPlayback ? null : recording.CompletedAt, entityTag: new EntityTagHeaderValue($"\"{media.Tag}\""), enableRangeProcessing: true),
            isPlayback && !isSecondTry ? () => ServeAsync(key, viewer, http, isPlayback, isSecondTry: true) : null);   // a broken copy is gone by then
    }

    private async Task<(Stream Stream, string Tag)> PlayAsync(RecordingListing recording, CancellationToken cancel)
    {
        var played = await playback.OpenAsync(recording, cancel);
        return (played.Stream, $"{RandomId.Format(recording.Key.Id)}-{played.Version}");
    }

    /// <summary>Why nobody is shown this recording or anything that is made of it: it is under a legal hold, or is not kept.</summary>
    internal static Refusal? Refuse(RecordingListing recording) =>
        recording.Ledger is { State: DueState.Held } ? HoldRefusals.Restricted
        : recording.State is RecordingState.Destroyed or RecordingState.Expired || recording.Ledger is { IsKept: false } ? RecordingRefusals.ExpiredOn(recording.Ledger?.DueAt)
        : null;

    internal static bool IsPlayable(RecordingListing recording) => recording.IsReadable && Refuse(recording) is null;

    internal static string Extension(RecordingListing recording) => (MediaType.TryParse(recording.ContentType, out var type) ? type : null)?.Container switch
    {
        MediaContainer.WebM => "webm",
        MediaContainer.Mp4 => "mp4",
        MediaContainer.Ogg => "ogg",
        MediaContainer.Wav => "wav",
        _ => "bin",
    };

    private static bool IsPrefetch(HttpRequest request) =>
        request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal) || request.Headers["Purpose"] == "prefetch";
}
