using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Sessions;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Transcription;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Room;

/// <summary>The candidate's side of an interview over HTTP (DESIGN §11).</summary>
public static class RoomEndpoints
{
    public static RouteGroupBuilder MapRoom(this IEndpointRouteBuilder routes)
    {
        var room = routes.MapGroup("/room").WithTags("Room").RequireAuthorization(Policies.TakeInterviews).AddEndpointFilter(RoomAdmission.ComesFirstAsync);
        room.MapGet("/", async (RoomGrains room) => (await room.Session.RoomAsync(room.Caller)).ToHttp()).WithSummary("The room as it is now");
        room.MapPost("/consent", ConsentAsync).WithSummary("Record a choice per purpose");
        room.MapPost("/start", StartAsync).WithSummary("Start the interview, or resume it");
        room.MapPost("/turns", AnswerAsync).WithSummary("Send an answer; a repeat gets the same receipt");
        room.MapGet("/transcript", TranscriptAsync).WithSummary("What was said, with the transcripts of spoken answers");
        room.MapPost("/transcript/corrections", CorrectAsync).WithSummary("Say that a passage was heard wrongly; a repeat gets the same receipt");
        room.MapPost("/think-time", (RoomGrains room, JsonBody<RoomCommand>? body) => CommandAsync(body, c => room.Session.ThinkAsync(room.Caller, c?.Epoch)))
            .WithSummary("Stop the clock for two minutes, or longer with an accommodation");
        room.MapPost("/think-time/end", (RoomGrains room, JsonBody<RoomCommand>? body) => CommandAsync(body, c => room.Session.GoOnAsync(room.Caller, c?.Epoch)))
            .WithSummary("Go on before the time to think is over");
        room.MapPost("/skip", (RoomGrains room, JsonBody<RoomCommand>? body) => CommandAsync(body, c => room.Session.SkipAsync(room.Caller, c?.Epoch)))
            .WithSummary("Leave the open question");
        room.MapPost("/pause", (RoomGrains room, JsonBody<RoomCommand>? body) => CommandAsync(body, c => room.Session.PauseAsync(room.Caller, c?.Epoch)))
            .WithSummary("Stop the clock until the candidate returns");
        room.MapPost("/resume", (RoomGrains room, JsonBody<RoomCommand>? body) => CommandAsync(body, c => room.Session.ResumeAsync(room.Caller, c?.Connection)))
            .WithSummary("Go on at the same question with a new epoch");
        room.MapPost("/end", (RoomGrains room, JsonBody<RoomCommand>? body) => CommandAsync(body, c => room.Session.EndAsync(room.Caller, c?.Epoch)))
            .WithSummary("End the interview with what was said");
        room.MapPost("/withdraw", async (RoomGrains room) => (await room.Session.WithdrawAsync(room.Caller)).ToHttp()).WithSummary("Take no part, or no further part");
        room.MapPost("/review-request", AskReviewAsync).WithSummary("Ask a person to look again");
        room.MapGet("/events", RoomEvents.FollowAsync).WithSummary("The session's events as they happen").WithMetadata(Lasting.Mark);
        room.MapGet("/receipt", ReceiptAsync).WithSummary("The consent receipts, to keep");
        room.MapGet("/explanation", ExplainAsync).WithSummary("What was suggested and decided, with the evidence");
        return room;
    }

    private static async Task<Results<Ok<RoomView>, Refused>> ConsentAsync(RoomGrains room, JsonBody<ConsentChoices> body) =>
        (await room.Session.ConsentAsync(room.Caller, body.Value)).ToHttp();

    private static Task<Results<Ok<RoomView>, Refused>> StartAsync(RoomGrains room, JsonBody<RoomCommand>? body = null) =>
        CommandAsync(body, command => room.Session.StartAsync(room.Caller, command?.Connection));

    private static async Task<Results<Ok<TurnReceipt>, Refused>> AnswerAsync(RoomGrains room, IRecordings recordings, JsonBody<TurnBody> body) =>
        body.Value.ToTurn(out var refusal) is not { } turn ? new Refused(refusal!)
        : await FaultOfRecordingAsync(room, recordings, turn) is { } fault ? new Refused(Refusals.Invalid(new Fault("/recordingId", fault)))
        : (await room.Session.AnswerAsync(room.Caller, turn)).ToHttp();

    // A foreign recording answers like one that does not exist (law 3); whether its upload has ended is of no interest here.
    private static async Task<string?> FaultOfRecordingAsync(RoomGrains room, IRecordings recordings, CandidateTurn turn) =>
        turn.RecordingId is not { } id ? null
        : await recordings.FindAsync(new(room.Key.Tenant, id)) is not { } recording || recording.SessionId != room.Key.Id ? "unknown"
        : (recording.Kind == RecordingKind.Video) != (turn.Channel == Channel.Video) ? "wrong-kind"
        : null;

    private static async Task<Results<Ok<TranscriptJson>, Refused>> TranscriptAsync(RoomGrains room, ShownSessions shown) =>
        Said(await RecordAsync(room, shown)).ToHttp(record => new TranscriptJson([.. record.Turns]));

    private static Outcome<SessionRecord> Said(Outcome<SessionRecord> read) => read is { Accepted: true, Value: var record } && record.RefusalOf(AssetKind.Transcript) is { } refusal ? refusal : read;

    // Nobody can say what was heard wrongly in words that are withheld from them.
    private static async Task<Results<Ok<CorrectionReceipt>, Refused>> CorrectAsync(RoomGrains room, ShownSessions shown, JsonBody<CorrectionBody> body) =>
        await IsWithheldAsync(room, shown, AssetKind.Transcript) ? new Refused(HoldRefusals.Restricted)
        : (await room.Session.CorrectAsync(room.Caller, body.Value.ToInput())).ToHttp();

    // Nobody would be shown the request.
    private static async Task<Results<Ok<RoomView>, Refused>> AskReviewAsync(RoomGrains room, ShownSessions shown, JsonBody<ReviewBody> body) =>
        await IsWithheldAsync(room, shown, AssetKind.Decision) ? new Refused(HoldRefusals.Restricted)
        : (await room.Session.AskReviewAsync(room.Caller, body.Value.Reason)).ToHttp();

    // What time was given is in no record that is shown: the room alone knows it.
    private static async Task<Results<Ok<ConsentReceipts>, Refused>> ReceiptAsync(RoomGrains room, ShownSessions shown)
    {
        var (view, refusal) = await room.Session.RoomAsync(room.Caller);
        return refusal is not null ? new Refused(refusal)
            : (await RecordAsync(room, shown)).ToHttp(record => ConsentReceipts.Of(record) with { TimeFactor = view!.TimeFactor });
    }

    private static async Task<Results<Ok<Explanation>, Refused>> ExplainAsync(RoomGrains room, ShownSessions shown) =>
        (await RecordAsync(room, shown)).ToHttp(Explanation.Of);

    private static async Task<bool> IsWithheldAsync(RoomGrains room, ShownSessions shown, AssetKind part) => (await shown.WithheldAsync(room.Key)).Contains(part);

    private static async Task<Outcome<SessionRecord>> RecordAsync(RoomGrains room, ShownSessions shown) =>
        (await room.Session.RoomAsync(room.Caller)).Refusal is { } refusal ? refusal : await shown.FindAsync(room.Key) is { } record ? record : Refusals.NotFound;

    private static async Task<Results<Ok<RoomView>, Refused>> CommandAsync(JsonBody<RoomCommand>? body, Func<RoomCommand?, Task<Outcome<RoomView>>> command) =>
        (await command(body?.ValueOrDefault)).ToHttp();
}

/// <summary>A command of the room; both members are optional.</summary>
/// <param name="Epoch">The epoch that the client believes is current; another one is refused.</param>
/// <param name="Connection">The connection that speaks for the candidate from now on.</param>
public sealed record RoomCommand(int? Epoch = null, string? Connection = null);

/// <summary>A passage of a transcript that was heard wrongly.</summary>
/// <param name="TurnSeq">The spoken answer.</param>
/// <param name="Start">Where the passage starts, in UTF-16 units of the turn's text.</param>
/// <param name="Length">How long it is; 0 where words are missing.</param>
/// <param name="Text">What was said, at most 2,000 units; empty where nothing was.</param>
/// <param name="Reason">Why, at most 500 units.</param>
public sealed record CorrectionBody(long TurnSeq, int Start, int Length, string Text, string? Reason = null)
{
    public CorrectionInput ToInput() => new(TurnSeq, Start, Length, AnswerText.Normalise(Text), Reason is { Length: > 0 } reason ? AnswerText.Normalise(reason) : null);
}

/// <summary>Why a person should look again, 1 to 2,000 characters.</summary>
public sealed record ReviewBody(string Reason);
