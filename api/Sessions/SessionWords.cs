using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Sessions;

/// <summary>States, filters and outcomes of sessions, in words a person would say.</summary>
internal static class SessionWords
{
    /// <summary>The filters of the list: what each is called in the address, and which states it holds.</summary>
    public static IReadOnlyList<(string Key, SessionState[] States)> Filters { get; } =
    [
        ("live", [SessionState.InProgress, SessionState.Suspended, SessionState.Closing, SessionState.Processing]),
        ("review", [SessionState.ReadyForReview, SessionState.UnderReview]),
        ("reviewed", [SessionState.Reviewed]),
        ("decided", [SessionState.Decided]),
        ("invited", [SessionState.Scheduled, SessionState.Lobby, SessionState.Ready]),
        ("closed", [SessionState.Withdrawn, SessionState.Declined, SessionState.Expired, SessionState.Abandoned, SessionState.NoShow, SessionState.Cancelled, SessionState.Failed]),
    ];

    public static string Filter(string key) => key switch
    {
        "live" => Say("Running", "En cours"),
        "review" => Say("To review", "À évaluer"),
        "reviewed" => Say("To decide", "À décider"),
        "decided" => Say("Decided", "Décidés"),
        "invited" => Say("Invited", "Invités"),
        "closed" => Say("Closed", "Clos"),
        _ => Say("All", "Tous"),
    };

    public static string Of(SessionState state) => state switch
    {
        SessionState.Scheduled => Say("Invited", "Invité"),
        SessionState.Lobby => Say("Link opened", "Lien ouvert"),
        SessionState.Ready => Say("Ready to start", "Prêt à commencer"),
        SessionState.InProgress => Say("Running", "En cours"),
        SessionState.Suspended => Say("Paused", "En pause"),
        SessionState.Closing or SessionState.Processing => Say("Finishing", "Se termine"),
        SessionState.ReadyForReview or SessionState.Completed or SessionState.Partial => Say("To review", "À évaluer"),
        SessionState.UnderReview => Say("Under review", "En évaluation"),
        SessionState.Reviewed => Say("To decide", "À décider"),
        SessionState.Decided => Say("Decided", "Décidé"),
        SessionState.Withdrawn => Say("Withdrawn", "Retiré"),
        SessionState.Declined => Say("Declined by candidate", "Refusé par le candidat"),
        SessionState.Expired => Say("Expired", "Expiré"),
        SessionState.Abandoned => Say("Not finished", "Non terminé"),
        SessionState.NoShow => Say("Never started", "Jamais commencé"),
        SessionState.Cancelled => Say("Invitation withdrawn", "Invitation retirée"),
        _ => Say("Failed", "Échec"),
    };

    public static string Tone(SessionState state) => state switch
    {
        SessionState.InProgress or SessionState.Closing or SessionState.Processing => "ok",
        SessionState.Suspended => "warn",
        SessionState.ReadyForReview or SessionState.UnderReview or SessionState.Reviewed or SessionState.Completed or SessionState.Partial => "info",
        SessionState.Failed => "bad",
        _ => "idle",
    };

    public static string Of(Disposition disposition) => disposition switch
    {
        Disposition.Advance => Say("Advance", "Retenir"),
        Disposition.Hold => Say("Hold", "Attendre"),
        _ => Say("Decline", "Ne pas retenir"),
    };

    public static string Of(Recommendation recommendation) => recommendation switch
    {
        Recommendation.DefinitelyNo => Say("Definitely no", "Certainement pas"),
        Recommendation.No => Say("No", "Non"),
        Recommendation.Yes => Say("Yes", "Oui"),
        Recommendation.StrongYes => Say("Strong yes", "Oui, nettement"),
        _ => Say("No recommendation", "Sans avis"),
    };

    public static string Of(Abstention why) => why switch
    {
        Abstention.TooShort => Say("The answers are too short to carry evidence.", "Les réponses sont trop courtes pour porter des preuves."),
        Abstention.NotAnswered => Say("The questions on this were not answered.", "Les questions sur ce point sont restées sans réponse."),
        Abstention.WrongLanguage => Say("The answers are not in the interview's language.", "Les réponses ne sont pas dans la langue de l'entretien."),
        Abstention.QuestionEcho => Say("The answers repeat the question.", "Les réponses répètent la question."),
        Abstention.NoVerifiedEvidence => Say("No quote could be verified, so there is no number.", "Aucune citation n'a pu être vérifiée, donc pas de note."),
        Abstention.PassesDisagree or Abstention.ScorersDisagree => Say("Several readings of the same words disagree.", "Plusieurs lectures des mêmes mots divergent."),
        Abstention.Inaudible => Say("The program was not sure of what it heard; a person has to listen.", "Le programme n'était pas sûr de ce qu'il a entendu ; une personne doit écouter."),
        Abstention.NoTranscript => Say("The answer was spoken and there is no transcript; a person has to listen.", "La réponse est orale et sans transcription ; une personne doit écouter."),
        Abstention.InjectionSensitive => Say("The answer addresses the program; a person has to read it.", "La réponse s'adresse au programme ; une personne doit la lire."),
        _ => Say("The scorer was not available.", "L'évaluateur automatique n'était pas disponible."),
    };
}
