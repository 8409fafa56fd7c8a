using System.Collections.Immutable;
using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Room;

/// <summary>A way to answer; where it is closed, why, and which consent would open it.</summary>
internal sealed record AnswerMode(string Name, string Label, string Icon, string? Closed = null, string? Purpose = null)
{
    public bool IsOpen => Closed is null;

    /// <summary>Writing, speaking and the camera: each only where the plan offers it and the candidate agreed to its recording.</summary>
    public static ImmutableArray<AnswerMode> Of(RoomView room) =>
    [
        Of(room, Channel.Text, new("text", Say("Write", "Écrire"), "pen"), ""),
        Of(room, Channel.Voice, new("voice", Say("Speak", "Parler"), "mic"),
            Say("Speaking is recorded, and you have not allowed audio recording.", "Parler est enregistré, et vous n'avez pas autorisé l'enregistrement audio.")),
        Of(room, Channel.Video, new("video", Say("Camera", "Caméra"), "camera"),
            Say("The camera is recorded, and you have not allowed video recording.", "La caméra est enregistrée, et vous n'avez pas autorisé l'enregistrement vidéo.")),
    ];

    private static AnswerMode Of(RoomView room, Channel channel, AnswerMode mode, string notAgreed) =>
        !room.Modes.Contains(channel)
            ? mode with { Closed = Say($"{mode.Label}: {room.Company} does not offer this for this interview.", $"{mode.Label} : {room.Company} ne le propose pas pour cet entretien.") }
        : channel.IsSpoken() && !room.Consent.Purposes.Any(choice => choice.Purpose == channel.Purpose() && choice.Granted)
            ? mode with { Closed = notAgreed, Purpose = channel.Purpose() }
        : mode;
}
