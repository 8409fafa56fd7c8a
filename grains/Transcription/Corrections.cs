using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>What the candidate says instead of a passage; offsets count UTF-16 units of the turn's text.</summary>
[GenerateSerializer, Immutable, Alias("correction-input")]
public sealed record CorrectionInput(
    [property: Id(0)] long TurnSeq, [property: Id(1)] int Start, [property: Id(2)] int Length, [property: Id(3)] string Text, [property: Id(4)] string? Reason);

/// <summary>The acknowledgement of a correction: it is durable under this number.</summary>
[GenerateSerializer, Immutable, Alias("correction-receipt")]
public sealed record CorrectionReceipt([property: Id(0)] long Seq, [property: Id(1)] long TurnSeq);

/// <summary>Which corrections are taken: of a transcript that is there, within its text, until a person has begun to rate.</summary>
internal static class CorrectionRules
{
    private const int MostText = 2_000;
    private const int MostReason = 500;
    private const int MostOfATurn = 100;

    /// <summary>The receipt of a correction that is already recorded.</summary>
    public static CorrectionReceipt? RepeatOf(SessionRecord record, CorrectionInput input) =>
        Turn(record, input)?.Corrections?.FirstOrDefault(known => (known.Start, known.Length, known.Text, known.Reason) == (input.Start, input.Length, input.Text, input.Reason))
            is { } earlier ? new(earlier.Seq, input.TurnSeq) : null;

    public static Decision Correct(SessionRecord record, CorrectionInput input)
    {
        var turn = Turn(record, input);
        var faults = Faults(turn, input).ToArray();
        return faults.Length > 0 ? Refusals.Invalid(faults)
            : record.HasReviewBegun ? SessionRefusals.ReviewHasBegun
            : turn!.Corrections?.Length >= MostOfATurn ? SessionRefusals.TooManyCorrections
            : Decision.Of(new TranscriptCorrected(input.TurnSeq, 1, input.Start, input.Length, input.Text, input.Reason));
    }

    private static TranscriptTurn? Turn(SessionRecord record, CorrectionInput input) =>
        record.Turns.FirstOrDefault(turn => turn.Seq == input.TurnSeq && turn.Speaker == Speaker.Candidate);

    private static IEnumerable<Fault> Faults(TranscriptTurn? turn, CorrectionInput input)
    {
        if (turn?.Words is null)
        {
            yield return new("/turnSeq", turn is null ? "unknown" : "no-transcript");
        }
        else if (input.Start < 0 || input.Start > turn.Text.Length || Splits(turn.Text, input.Start))
        {
            yield return new("/start", "out-of-range");
        }
        else if (input.Length < 0 || input.Length > turn.Text.Length - input.Start || Splits(turn.Text, input.Start + input.Length))
        {
            yield return new("/length", "out-of-range");
        }

        if (input.Text.Length == 0 ? input.Length == 0 : FaultOf(input.Text, MostText) is not null)
        {
            yield return new("/text", input.Text.Length == 0 ? "empty" : FaultOf(input.Text, MostText)!);
        }

        if (input.Reason is { } reason && FaultOf(reason, MostReason) is { } fault)
        {
            yield return new("/reason", fault);
        }
    }

    private static string? FaultOf(string text, int most) => text.Length > most ? "too-long" : AnswerText.Fault(text);

    private static bool Splits(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);
}
