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
    public static string? Missing(TranscriptTurn turn) => turn.TranscriptState switch
    {
        TranscriptState.Pending => Say("The transcript is on its way. The recording can be played as soon as it has arrived.", "La transcription est en cours. L'enregistrement peut être écouté dès son arrivée."),
        TranscriptState.Unavailable => Say("No transcript: the speech service did not answer usefully. Listen to the recording.", "Pas de transcription : le service vocal n'a pas répondu utilement. Écoutez l'enregistrement."),
        TranscriptState.NotConfigured => Say("No transcript is configured. Listen to the recording.", "Aucune transcription n'est configurée. Écoutez l'enregistrement."),
        _ => null,
    };
}
