using System.Collections.Immutable;
using JobInterview.Api.Recordings;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Room;

/// <summary>What is still there of an interview that is over, so that all of the candidate's page tells one truth.</summary>
/// <param name="Recordings">How it is with each of the recordings; empty where nothing was recorded.</param>
public sealed record RoomParts(Keeping Words, ImmutableHashSet<Keeping> Recordings, Keeping Judgements, Keeping Decision)
{
    public static readonly RoomParts All = new(Keeping.Kept, [], Keeping.Kept, Keeping.Kept);

    public static RoomParts Of(SessionRecord record, IEnumerable<RecordingListing> recordings) => new(
        Of(record, AssetKind.Transcript), [.. recordings.Select(Of)], Of(record, AssetKind.Scorecard), Of(record, AssetKind.Decision));

    public bool CanBeRead => Words == Keeping.Kept;

    public bool CanBeHeard => Recordings.Contains(Keeping.Kept);

    /// <summary>What is not there to be seen, in the words of the page.</summary>
    public IEnumerable<(string Name, Keeping Keeping)> Missing => Named.Where(part => part.Keeping != Keeping.Kept);

    public bool HasHold => Missing.Any(part => part.Keeping == Keeping.Withheld);

    /// <summary>What people do with the answers now.</summary>
    public string Use(string company) => (CanBeRead, CanBeHeard) switch
    {
        (true, true) => Say($"People at {company} read and hear your answers.", $"Des personnes chez {company} lisent et écoutent vos réponses."),
        (true, _) => Say($"People at {company} read your answers.", $"Des personnes chez {company} lisent vos réponses."),
        (_, true) => Say($"People at {company} hear your answers.", $"Des personnes chez {company} écoutent vos réponses."),
        _ => Say($"Nobody at {company} reads or hears them now.", $"Personne chez {company} ne les lit ni ne les écoute à présent."),
    };

    /// <summary>What became of the answers to an interview that was not finished.</summary>
    public string Fate(string company) =>
        CanBeRead || CanBeHeard ? Say($"What you had answered is kept for {company} until its time is over.", $"Ce que vous aviez répondu est conservé pour {company} jusqu'à son échéance.")
        : Words == Keeping.Withheld || Recordings.Contains(Keeping.Withheld) ? Say("What you had answered is under a legal hold.", "Ce que vous aviez répondu est placé sous séquestre.")
        : Say("What you had answered is destroyed: its time is over.", "Ce que vous aviez répondu est détruit : son temps est écoulé.");

    private IEnumerable<(string Name, Keeping Keeping)> Named =>
    [
        (Say("What you said, in writing", "Ce que vous avez dit, par écrit"), Words),
        .. Recordings.Order().Select(keeping => (Recordings.Count == 1 ? Say("Your recordings", "Vos enregistrements") : Say("Some of your recordings", "Une partie de vos enregistrements"), keeping)),
        (Say("Ratings and suggestions", "Notes et suggestions"), Judgements),
        (Say("The reason of a decision, and a request for review", "La raison d'une décision, et une demande de réexamen"), Decision),
    ];

    private static Keeping Of(SessionRecord record, AssetKind part) =>
        record.IsWithheld(part) ? Keeping.Withheld : record.Keeps(part) ? Keeping.Kept : Keeping.Destroyed;

    private static Keeping Of(RecordingListing recording) =>
        recording.Ledger is { State: DueState.Held } ? Keeping.Withheld : MediaAnswers.Refuse(recording) is null ? Keeping.Kept : Keeping.Destroyed;
}

/// <summary>Whether a part of an interview is there, under a legal hold, or destroyed.</summary>
public enum Keeping { Kept, Withheld, Destroyed }
