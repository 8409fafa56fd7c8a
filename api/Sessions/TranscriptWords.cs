using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Sessions;

/// <summary>How an answer was given and where its words stand, in words a person would say.</summary>
internal static class TranscriptWords
{
    public static string? Channel(Channel channel) => channel switch
    {
        Grains.Sessions.Channel.Voice => Say("spoken", "à l'oral"),
        Grains.Sessions.Channel.Video => Say("on camera", "à la caméra"),
        _ => null,
    };

    /// <summary>Why there are no words of the engine, or null where there are.</summary>
    public static string? Missing(TranscriptTurn turn, bool isRecorded) => turn.TranscriptState switch
    {
        TranscriptState.Pending => Say("The transcript is on its way.", "La transcription est en cours."),
        TranscriptState.Unavailable when turn.TranscriptCause is "recording-too-large" or "sound-too-large" =>
            Say("No transcript: the recording is too large for the speech service.", "Pas de transcription : l'enregistrement est trop grand pour le service vocal.") + Counts(isRecorded),
        TranscriptState.Unavailable when turn.TranscriptCause is "sound-not-found" =>
            Say("No transcript: no sound was found in the recording.", "Pas de transcription : aucun son n'a été trouvé dans l'enregistrement.") + Counts(isRecorded),
        TranscriptState.Unavailable when turn.TranscriptCause is "recording-gone" =>
            Say("No transcript: the recording was deleted before it could be transcribed.", "Pas de transcription : l'enregistrement a été supprimé avant d'être transcrit."),
        TranscriptState.Unavailable when turn.TranscriptCause is "recording-incomplete" =>
            Say("No transcript: the recording did not arrive whole in time.", "Pas de transcription : l'enregistrement n'est pas arrivé entier à temps."),
        TranscriptState.Unavailable when turn.TranscriptCause is "consent-withdrawn" =>
            Say("No transcript: the consent to the recording was taken back.", "Pas de transcription : le consentement à l'enregistrement a été retiré."),
        TranscriptState.Unavailable => Say("No transcript: the speech service did not answer usefully.", "Pas de transcription : le service vocal n'a pas répondu utilement.") + Counts(isRecorded),
        TranscriptState.NotConfigured => Say("No transcript is configured.", "Aucune transcription n'est configurée.") + Counts(isRecorded),
        _ => null,
    };

    /// <summary>That the words are in another language than the interview, or null where they are not.</summary>
    public static string? OtherLanguage(TranscriptTurn turn) => turn.InAnotherLanguage is not true ? null
        : Say($"Heard in another language ({turn.SpokenLanguage}). The text is kept; no program rates it.", $"Entendu dans une autre langue ({turn.SpokenLanguage}). Le texte est conservé ; aucun programme ne l'évalue.");

    private static string Counts(bool isRecorded) => isRecorded ? Say(" The recording is what counts.", " C'est l'enregistrement qui compte.") : "";
}
