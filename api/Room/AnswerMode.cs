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
        Offered(room, new("text", Say("Write", "Écrire"), "pen")),
        Agreed(room, new("voice", Say("Speak", "Parler"), "mic"), ConsentNotice.RecordAudio,
            Say("Speaking is recorded, and you have not allowed audio recording.", "Parler est enregistré, et vous n'avez pas autorisé l'enregistrement audio.")),
        Agreed(room, new("video", Say("Camera", "Caméra"), "camera"), ConsentNotice.RecordVideo,
            Say("The camera is recorded, and you have not allowed video recording.", "La caméra est enregistrée, et vous n'avez pas autorisé l'enregistrement vidéo.")),
    ];

    private static AnswerMode Agreed(RoomView room, AnswerMode mode, string purpose, string reason) =>
        Offered(room, mode) is { IsOpen: true } && !room.Consent.Purposes.Any(choice => choice.Purpose == purpose && choice.Granted)
            ? mode with { Closed = reason, Purpose = purpose }
            : Offered(room, mode);

    private static AnswerMode Offered(RoomView room, AnswerMode mode) => mode;
}
