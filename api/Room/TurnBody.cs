using System.Buffers;
using JobInterview.Grains;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Room;

/// <summary>An answer as it is sent.</summary>
/// <param name="Epoch">The epoch that <c>GET /room</c> shows.</param>
/// <param name="ClientMessageId">The client's own name for this answer, 1 to 64 of <c>A-Z a-z 0-9 . _ : -</c>: repeating it is safe.</param>
/// <param name="Text">1 to 20,000 UTF-16 units, kept verbatim but for CRLF; with a recording a typed summary, or nothing.</param>
/// <param name="Channel">How it was given; text when absent.</param>
/// <param name="RecordingId">What was recorded: with voice and video, and only there.</param>
/// <param name="QuestionEndedMs">With a recording: when the question's sound had ended, in milliseconds from the recording's start; negative when before it, requested think time left out.</param>
/// <param name="QuestionMs">With a recording: how long the question's sound took, in milliseconds.</param>
public sealed record TurnBody(
    int Epoch, string ClientMessageId, string Text = "", Channel Channel = Channel.Text, string? RecordingId = null, int? QuestionEndedMs = null, int? QuestionMs = null)
{
    private const int MostMs = 86_400_000;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>The turn to record, or what can not be accepted in it.</summary>
    public CandidateTurn? ToTurn(out Refusal? refusal)
    {
        var text = AnswerText.Normalise(Text);
        Guid? recording = RandomId.TryParse(RecordingId, out var id) ? id : null;
        Fault?[] faults =
        [
            ClientMessageId.Length is > 0 and <= 64 && !ClientMessageId.AsSpan().ContainsAnyExcept(IdCharacters) ? null : new("/clientMessageId", "bad-id"),
            Channel.IsSpoken() && text.Length == 0 ? null : AnswerText.Fault(text) is { } fault ? new("/text", fault) : null,
            RecordingFault(recording) is { } wrong ? new("/recordingId", wrong) : null,
            TimeFault(QuestionEndedMs, -MostMs) is { } ended ? new("/questionEndedMs", ended) : null,
            TimeFault(QuestionMs, 0) is { } took ? new("/questionMs", took) : null,
        ];
        refusal = faults.Any(fault => fault is not null) ? Refusals.Invalid([.. faults.OfType<Fault>()]) : null;
        return refusal is null ? new(Epoch, ClientMessageId, text, Channel) { RecordingId = recording, QuestionEndedMs = QuestionEndedMs, QuestionMs = QuestionMs } : null;
    }

    private string? TimeFault(int? ms, int least) => ms is null ? null : !Channel.IsSpoken() ? "not-for-text" : ms < least || ms > MostMs ? "out-of-range" : null;

    private string? RecordingFault(Guid? recording) =>
        !Channel.IsSpoken() ? RecordingId is null ? null : "not-for-text"
        : RecordingId is null ? "missing"
        : recording is null ? "bad-id"
        : null;
}
