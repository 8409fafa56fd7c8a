using JobInterview.Api.Recordings;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Room;

/// <summary>What is still there of an interview that is over, so that all of the candidate's page tells one truth.</summary>
public sealed record RoomParts(Keeping Words, Keeping Recordings, Keeping Judgements, Keeping Decision)
{
    public static readonly RoomParts All = new(Keeping.Kept, Keeping.None, Keeping.Kept, Keeping.Kept);

    public static RoomParts Of(SessionRecord record, IReadOnlyList<RecordingListing> recordings) => new(
        Part(record, AssetKind.Transcript), Of(recordings), Part(record, AssetKind.Scorecard), Part(record, AssetKind.Decision));

    /// <summary>Whether anything of what was answered can be read or heard.</summary>
    public bool HasAnswers => Words == Keeping.Kept || Recordings == Keeping.Kept;

    public bool HasHold => Named.Any(part => part.Keeping == Keeping.Withheld);

    /// <summary>What is not there to be seen, in the words of the page.</summary>
    public IEnumerable<(string Name, Keeping Keeping)> Missing => Named.Where(part => part.Keeping is Keeping.Withheld or Keeping.Destroyed);

    /// <summary>What people do with the answers now.</summary>
    public string Use(string company) => (Words, Recordings) switch
    {
        (Keeping.Kept, Keeping.Kept) => Say($"People at {company} read and hear your answers.", $"Des personnes chez {company} lisent et écoutent vos réponses."),
        (Keeping.Kept, _) => Say($"People at {company} read your answers.", $"Des personnes chez {company} lisent vos réponses."),
        (_, Keeping.Kept) => Say($"People at {company} hear your answers.", $"Des personnes chez {company} écoutent vos réponses."),
        _ => Say($"Nobody at {company} reads or hears your answers now.", $"Plus personne chez {company} ne lit ni n'écoute vos réponses."),
    };

    /// <summary>What became of the answers to an interview that was not finished.</summary>
    public string Fate(string company) =>
        HasAnswers ? Say($"What you had answered is kept for {company} until its time is over.", $"Ce que vous aviez répondu est conservé pour {company} jusqu'à son échéance.")
        : HasHold ? Say("What you had answered is kept for a legal hold alone.", "Ce que vous aviez répondu est conservé uniquement pour une mise sous séquestre.")
        : Say("What you had answered is destroyed: its time is over.", "Ce que vous aviez répondu est détruit : son temps est écoulé.");

    private (string Name, Keeping Keeping)[] Named =>
    [
        (Say("What you said, in writing", "Ce que vous avez dit, par écrit"), Words), (Say("Your recordings", "Vos enregistrements"), Recordings),
        (Say("Ratings and suggestions", "Notes et suggestions"), Judgements), (Say("The reason of the decision, and a request for review", "La raison de la décision, et une demande de réexamen"), Decision),
    ];

    private static Keeping Part(SessionRecord record, AssetKind part) =>
        record.IsWithheld(part) ? Keeping.Withheld : record.Keeps(part) ? Keeping.Kept : Keeping.Destroyed;

    private static Keeping Of(IReadOnlyList<RecordingListing> recordings) =>
        recordings.Count == 0 ? Keeping.None
        : recordings.Any(recording => recording.Ledger is { State: DueState.Held }) ? Keeping.Withheld
        : recordings.Any(recording => MediaAnswers.Refuse(recording) is null) ? Keeping.Kept
        : Keeping.Destroyed;
}

/// <summary>Whether a part of an interview is there: kept, kept for a legal hold alone, destroyed, or never made.</summary>
public enum Keeping { None, Kept, Withheld, Destroyed }
