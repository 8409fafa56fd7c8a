using System.IO.Compression;
using System.Text.Json;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Sessions;
using JobInterview.Api.Tenants;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.Features;

namespace JobInterview.Api.Retention;

/// <summary>What is about to be destroyed, for the company to take away before: what a change of its plan lets go, or else what falls due within a week.</summary>
internal sealed class Export(
    TenantGrains tenant, RetentionView retention, IDueShelf ledger, IRecordings recordings, IRecordingViews views, ISessionList sessions, ShownSessions shown, IAuditLog audit,
    TimeProvider clock)
{
    private const int PageSize = 100;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>Until when, and how many things go by then.</summary>
    public async Task<ExportView> LookAsync()
    {
        var (before, by) = await RangeAsync();
        return new(by, await ledger.GoingAsync(tenant.Id, before, by), await ledger.GoingAsync(tenant.Id, before, by, Guid.Empty, PageSize));
    }

    /// <summary>Writes an archive: a folder per interview with its record as JSON and its recordings, page by page, so that it needs no room of its own.</summary>
    public async Task WriteAsync(Stream output, MemberCaller by, CancellationToken cancel)
    {
        var (before, until) = await RangeAsync();
        await audit.AppendAsync(tenant.Id, new("retention.exported", by.Actor, null, FormattableString.Invariant($"{await ledger.GoingAsync(tenant.Id, before, until, cancel: cancel)}")), cancel);
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        var (after, told) = (Guid.Empty, new HashSet<Guid>());
        while (true)
        {
            var page = await ledger.GoingAsync(tenant.Id, before, until, after, PageSize, cancel);
            foreach (var line in page)
            {
                if (told.Add(line.SessionId))
                {
                    await WriteSessionAsync(archive, tenant.Key(line.SessionId), cancel);
                }

                if (line.Kind == AssetKind.Recording)
                {
                    await WriteMediaAsync(archive, line, by, cancel);
                }
            }

            if (page.Count < PageSize)
            {
                return;
            }

            after = page[^1].Asset.Id;
        }
    }

    private async Task<(DateTimeOffset Before, DateTimeOffset By)> RangeAsync()
    {
        var (plan, now) = ((await retention.TermsAsync()).Plan, clock.GetUtcNow());
        return plan.GoingBefore(now) is { } before ? (before, plan.GoneAt ?? plan.NextAt!.Value) : (DateTimeOffset.MinValue, now + Soon);
    }

    private async Task WriteSessionAsync(ZipArchive archive, TenantKey key, CancellationToken cancel)
    {
        if (await sessions.FindAsync(key, cancel) is not { } session || await shown.FindAsync(key, cancel) is not { } record)
        {
            return;
        }

        var isJudged = record.Decision is not null;           // blind first: until then nobody takes suggestions or another's ratings away
        var told = new ExportedSession(
            SessionJson.Of(session), [.. record.Turns], [.. record.Suggestions.Where(_ => isJudged).Select(record.Verified).Select(suggestion => SuggestionJson.Of(suggestion, record))], isJudged ? ScorecardJson.Of(record) : [],
            DecisionJson.Of(record), [.. record.Withheld.Order()]);
        var entry = archive.CreateEntry($"{RandomId.Format(key.Id)}/interview.json", CompressionLevel.Fastest);
        await using var file = await entry.OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(file, told, WireJson.Options, cancel);
    }

    // What goes, or comes under a hold, while the archive is written is not in it.
    private async Task WriteMediaAsync(ZipArchive archive, DueEntry line, MemberCaller by, CancellationToken cancel)
    {
        if (await recordings.FindAsync(line.Asset, cancel) is not { } recording || !Recordings.MediaAnswers.IsPlayable(recording))
        {
            return;
        }

        Stream media;
        try
        {
            media = await recordings.OpenAsync(line.Asset, cancel);
        }
        catch (RecordingGoneException)
        {
            return;
        }

        await using (media)
        {
            await views.NoteAsync(line.Asset, by.Actor, cancel);
            var entry = archive.CreateEntry($"{RandomId.Format(line.SessionId)}/{RandomId.Format(line.Asset.Id)}.{Recordings.MediaAnswers.Extension(recording)}", CompressionLevel.NoCompression);
            await using var file = await entry.OpenAsync(cancel);
            await media.CopyToAsync(file, cancel);
        }
    }
}

/// <summary>What is about to go.</summary>
/// <param name="By">By when.</param>
/// <param name="First">The first page of it.</param>
internal sealed record ExportView(DateTimeOffset By, int Count, IReadOnlyList<DueEntry> First);

/// <summary>An interview as it is taken away.</summary>
/// <param name="OnLegalHold">What is left out since it is under a legal hold.</param>
internal sealed record ExportedSession(
    SessionJson Session, TranscriptTurn[] Transcript, SuggestionJson[] Suggestions, ScorecardJson[] Scorecards, DecisionJson? Decision, AssetKind[] OnLegalHold);

internal static class ExportEndpoints
{
    public static void MapExport(this IEndpointRouteBuilder routes) => routes.MapGet("/retention/export", WriteAsync).WithTags("Retention")
        .RequireAuthorization(Policies.ExportData).WithSummary("A zip archive of the recordings that are about to be destroyed, with the interviews that they belong to").WithMetadata(Lasting.Mark);

    private static async Task WriteAsync(Export export, HttpContext http)
    {
        http.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;     // the archive writes its own small heads so, whatever it is asked
        http.Response.ContentType = "application/zip";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"expiring.zip\"";
        await export.WriteAsync(http.Response.Body, http.Member()!, http.RequestAborted);
    }
}
