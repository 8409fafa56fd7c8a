using System.Buffers;
using JobInterview.Grains;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Room;

/// <summary>An answer as it is sent.</summary>
/// <param name="Epoch">The epoch that <c>GET /room</c> shows.</param>
/// <param name="ClientMessageId">The client's own name for this answer, 1 to 64 of <c>A-Z a-z 0-9 . _ : -</c>: repeating it is safe.</param>
/// <param name="Text">1 to 20,000 UTF-16 units, kept verbatim but for CRLF.</param>
/// <param name="Channel">How it was given; text when absent.</param>
public sealed record TurnBody(int Epoch, string ClientMessageId, string Text, Channel Channel = Channel.Text)
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>The turn to record, or what can not be accepted in it.</summary>
    public CandidateTurn? ToTurn(out Refusal? refusal)
    {
        var text = AnswerText.Normalise(Text);
        var textFault = AnswerText.Fault(text);
        var idIsGood = ClientMessageId.Length is > 0 and <= 64 && !ClientMessageId.AsSpan().ContainsAnyExcept(IdCharacters);
        if (textFault is null && idIsGood)
        {
            refusal = null;
            return new(Epoch, ClientMessageId, text, Channel);
        }

        Fault?[] faults = [idIsGood ? null : new("/clientMessageId", "bad-id"), textFault is null ? null : new("/text", textFault)];
        refusal = Refusals.Invalid([.. faults.OfType<Fault>()]);
        return null;
    }
}
