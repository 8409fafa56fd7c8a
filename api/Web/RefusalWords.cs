using JobInterview.Grains;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Web;

/// <summary>Refusals in the language of the page; a code without words of its own keeps the program's English sentence.</summary>
internal static class RefusalWords
{
    public static string Of(Refusal refusal) => refusal.Code switch
    {
        "invalid" => Say("Please look at this again.", "Merci de vérifier ceci."),
        "not-found" => Say("There is no such thing.", "Cela n'existe pas."),
        "version-is-stale" => Say("Someone changed it in the meantime. Here is how it stands now; your text is below.", "Quelqu'un l'a modifié entre-temps. Voici l'état actuel ; votre texte est ci-dessous."),
        "plan-not-published" => Say("Only a published plan can be used for an interview.", "Seul un plan publié peut servir à un entretien."),
        "quota-exceeded" => Say("This month's invitations are used up on your plan.", "Les invitations du mois sont épuisées dans votre formule."),
        "rating-locked" => Say("This rating is locked.", "Cette note est verrouillée."),
        "rating-missing" => Say("Rate each competency first.", "Notez d'abord chaque compétence."),
        "scorecard-submitted" => Say("Your scorecard has been submitted.", "Votre grille est déjà remise."),
        "scorecard-missing" => Say("A decision needs a submitted scorecard.", "Une décision exige une grille remise."),
        "already-decided" => Say("A decision has been recorded.", "Une décision est déjà enregistrée."),
        "not-ready-for-review" => Say("There is nothing to review yet.", "Il n'y a encore rien à évaluer."),
        "owners-only" => Say("Only an owner can do this.", "Seul un propriétaire peut le faire."),
        "last-owner" => Say("A company keeps at least one owner.", "Une entreprise garde au moins un propriétaire."),
        "email-taken" => Say("A member has this address already.", "Un membre a déjà cette adresse."),
        "session-already-started" => Say("The interview has started.", "L'entretien a commencé."),
        "second-person-needed" => Say("Another member than the one who asked must do this.", "Un autre membre que le demandeur doit le faire."),
        "subscription-ended" => Say("The contract has ended.", "Le contrat a pris fin."),
        "already-destroyed" => Say("Some of it is destroyed already and can not be kept.", "Une partie est déjà détruite et ne peut être conservée."),
        "nothing-to-hold" => Say("Nothing that is kept matches this.", "Rien de conservé ne correspond."),
        "on-legal-hold" => Say("This is under a legal hold and is not shown or used for anything else.", "Ceci est placé sous séquestre, sans être affiché ni utilisé autrement."),
        "plan-has-errors" or "lint-failed" => Say("The plan can not be published yet: see the red lines.", "Le plan ne peut pas encore être publié : voyez les lignes rouges."),
        _ => refusal.Text,
    };

    /// <summary>A refused member of a form, by its place.</summary>
    public static string Of(Fault fault) => $"{Place(fault.Pointer)}: {Why(fault.Code)}";

    private static string Place(string pointer) => pointer switch
    {
        "/candidate/name" or "/name" => Say("Name", "Nom"),
        "/candidate/email" or "/email" => Say("E-mail", "E-mail"),
        "/expiresAt" => Say("Expiry", "Expiration"),
        "/language" => Say("Language", "Langue"),
        "/title" => Say("Title", "Titre"),
        "/jobDescription" => Say("Job description", "Fiche de poste"),
        "/reason" => Say("Reason", "Raison"),
        "/recordingDays" => Say("Recordings", "Enregistrements"),
        "/transcriptDays" => Say("Transcripts", "Transcriptions"),
        "/scorecardDays" => Say("Scorecards", "Grilles"),
        "/decisionDays" => Say("Decisions", "Décisions"),
        "/decisionRecordDays" => Say("Minimal record", "Trace minimale"),
        "/logDays" => Say("Logs", "Journaux"),
        "/rationale" => Say("Rationale", "Justification"),
        "/comment" => Say("Comment", "Commentaire"),
        "/sessions/0" => Say("Interview", "Entretien"),
        _ => pointer.TrimStart('/'),
    };

    private static string Why(string code) => code switch
    {
        "missing" or "too-short" or "empty" => Say("is needed", "est nécessaire"),
        "too-long" => Say("is too long", "est trop long"),
        "not-an-email" => Say("is not an e-mail address", "n'est pas une adresse e-mail"),
        "unknown" => Say("is not known here", "n'est pas connu ici"),
        "out-of-range" => Say("is out of range", "est hors limites"),
        "longer-than-plan" => Say("is longer than your plan keeps recordings", "dépasse ce que votre formule conserve"),
        "control-character" or "direction-character" => Say("contains invisible characters", "contient des caractères invisibles"),
        _ => code,
    };
}
