using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Sessions;

/// <summary>Events of a session as lines of its timeline.</summary>
internal static class TimelineWords
{
    public static (string Tone, string Title, string? Detail) Of(SessionEvent happened, IReadOnlyDictionary<Guid, string> names) => happened switch
    {
        SessionScheduled scheduled => ("idle", Say("Invited", "Invité"), By(scheduled.InvitedBy, names)),
        InvitationRevoked revoked => ("idle", Say("Invitation withdrawn", "Invitation retirée"), By(revoked.By, names)),
        LobbyEntered => ("idle", Say("Link opened, notice shown", "Lien ouvert, avis montré"), null),
        ConsentGiven given => ("ok", Say("Choices made", "Choix faits"), Choices(given)),
        ConnectionClaimed claimed => ("idle", Say("Connected", "Connecté"), Say($"connection {claimed.Epoch}", $"connexion {claimed.Epoch}")),
        SessionStarted => ("ok", Say("Interview started", "Entretien commencé"), null),
        SessionSuspended suspended => ("warn", Say("Interrupted, clock stopped", "Interrompu, chronomètre arrêté"), suspended.Reason == SuspendReason.CandidatePause ? Say("by the candidate", "par le candidat") : null),
        SessionResumed => ("ok", Say("Resumed at the same question", "Repris à la même question"), null),
        QuestionAsked asked => ("idle", Say($"Question {asked.Index + 1} asked", $"Question {asked.Index + 1} posée"), null),
        ProbeAsked probe => ("idle", Say("Follow-up asked", "Relance posée"), Say($"missing: {Interviews.PlanWords.Of(probe.Slot)}", $"manquait : {Interviews.PlanWords.Of(probe.Slot)}")),
        InterviewerSpoke => ("idle", Say("The interviewer spoke", "L'intervieweur a parlé"), null),
        TurnCommitted { Channel: not Channel.Text } => ("ok", Say("Spoken answer kept", "Réponse orale conservée"), null),
        TranscriptFinalized => ("ok", Say("Written down by a program", "Transcrite par un programme"), null),
        TranscriptUnavailable gone => ("warn", Say("No transcript", "Pas de transcription"), gone.Cause),
        TranscriptCorrected => ("info", Say("The candidate corrected the transcript", "Le candidat a corrigé la transcription"), null),
        TurnCommitted => ("ok", Say("Answer kept", "Réponse conservée"), null),
        ObserverJoined joined => ("idle", Say("Someone followed live, the candidate was told", "Quelqu'un a suivi en direct, le candidat en a été informé"), By(joined.By, names)),
        ObserverLeft left => ("idle", Say("Stopped following", "A cessé de suivre"), By(left.By, names)),
        ThinkTimeRequested => ("idle", Say("Time to think, clock stopped", "Temps de réflexion, chronomètre arrêté"), null),
        ThinkTimeEnded => ("idle", Say("Went on, clock running", "A repris, chronomètre en marche"), null),
        AnswerClosed closed => ("idle", closed.Reason == CloseReason.Skipped ? Say("Question skipped", "Question passée") : Say("Question closed", "Question close"),
            closed.Unread is true ? Say("spoken, so no follow-up was asked", "à l'oral, donc sans relance") : null),
        TimeWarned warned => ("warn", Say($"{warned.RemainingSeconds} seconds left, said so", $"{warned.RemainingSeconds} secondes restantes, annoncées"), null),
        BrainDegraded degraded => ("warn", Say("The rule-based interviewer took over", "L'intervieweur à règles a pris le relais"), degraded.Cause),
        SessionClosing => ("idle", Say("Interview closing", "Fin de l'entretien"), null),
        SessionCompleted completed => ("ok", completed.IsPartial ? Say("Ended early", "Terminé plus tôt") : Say("Completed", "Terminé"), null),
        SessionWithdrawn => ("idle", Say("The candidate withdrew", "Le candidat s'est retiré"), null),
        SessionDeclined => ("idle", Say("The candidate declined", "Le candidat a refusé"), null),
        SessionAbandoned => ("idle", Say("Not finished in time", "Non terminé à temps"), null),
        SessionNoShow => ("idle", Say("Never started", "Jamais commencé"), null),
        SuggestionMade or SuggestionAbstained => ("idle", Say("A suggestion was made, sealed", "Une suggestion a été faite, scellée"), null),
        ScoringFinished finished => ("idle", finished.Unavailable ? Say("No suggestions", "Pas de suggestions") : Say("Suggestions ready", "Suggestions prêtes"), null),
        RatingLocked rating => ("info", Say("Rating locked", "Note verrouillée"), Name(rating.Reviewer, names)),
        RatingOverridden why => ("info", Say("Said why the rating differs", "Écart justifié"), Name(why.Reviewer, names)),
        ScorecardSubmitted card => ("info", Say("Scorecard submitted", "Grille remise"), Name(card.Reviewer, names)),
        DecisionRecorded decision => ("ok", Say("Decision recorded", "Décision enregistrée"), Name(decision.DecidedBy, names)),
        ReviewRequested => ("warn", Say("The candidate asks for a human review", "Le candidat demande un réexamen humain"), null),
        DecisionNoted => ("idle", Say("Minimal record of the decision kept", "Trace minimale de la décision conservée"), null),
        SessionParted => ("idle", Say("Sealed anew, each part under its own key", "Scellé à nouveau, chaque partie sous sa propre clé"), null),
        EventWithheld held => ("warn", Say("Under a legal hold, not shown", "Sous séquestre, non affiché"), Retention.DueWords.Kind(held.Part)),
        EventDestroyed gone => ("idle", Say("Destroyed: its time was over", "Détruit : son temps était écoulé"), Retention.DueWords.Kind(gone.Part)),
        _ => ("idle", happened.GetType().Name, null),
    };

    private static string By(Actor actor, IReadOnlyDictionary<Guid, string> names) => actor.Kind switch
    {
        ActorKind.Member => Say($"by {Name(actor.Id, names)}", $"par {Name(actor.Id, names)}"),
        ActorKind.ApiClient => Say("by an API client", "par un client API"),
        _ => Say("by the program", "par le programme"),
    };

    private static string Name(Guid member, IReadOnlyDictionary<Guid, string> names) => names.GetValueOrDefault(member, Say("a member", "un membre"));

    private static string Choices(ConsentGiven given) => string.Join(", ", given.Purposes.Select(choice =>
        $"{Room.RoomTexts.Purpose(choice.Purpose, "").Name}: {(choice.Granted ? Say("yes", "oui") : Say("no", "non"))}"));
}
