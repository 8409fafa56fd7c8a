using System.Globalization;
using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Room;

/// <summary>What the room says in words: purposes, refusals and the clock.</summary>
internal static class RoomTexts
{
    /// <summary>A purpose of the consent notice: what it is called, and what a yes allows.</summary>
    public static (string Name, string Allows) Purpose(string purpose, string company) => purpose switch
    {
        ConsentNotice.Interview => (Say("The interview", "L'entretien"),
            Say($"{company} keeps what I write here and people there read it to assess my application.", $"{company} conserve ce que j'écris ici et des personnes le lisent pour évaluer ma candidature.")),
        ConsentNotice.Evaluate => (Say("Suggestions by a program", "Suggestions d'un programme"),
            Say("A program may look for evidence in my words and suggest ratings to the people who review. It never decides.", "Un programme peut chercher des preuves dans mes mots et suggérer des notes aux évaluateurs. Il ne décide jamais.")),
        ConsentNotice.RecordAudio => (Say("Audio recording", "Enregistrement audio"),
            Say("My voice may be recorded when I choose to speak, and a program may write down what I say. In writing, nothing is recorded.", "Ma voix peut être enregistrée si je choisis de parler, et un programme peut transcrire ce que je dis. À l'écrit, rien n'est enregistré.")),
        ConsentNotice.RecordVideo => (Say("Video recording", "Enregistrement vidéo"),
            Say("My picture and voice may be recorded when I switch the camera on, and a program may write down what I say. Nobody and nothing judges my face.", "Mon image et ma voix peuvent être enregistrées si j'allume la caméra, et un programme peut transcrire ce que je dis. Personne ni rien ne juge mon visage.")),
        _ => (purpose, ""),
    };

    /// <summary>Why the room refused something, for a person.</summary>
    public static string Refusal(string code) => code switch
    {
        "consent-missing" => Say("The interview needs your consent to be kept and read. Without it, please decline.", "L'entretien a besoin de votre accord pour être conservé et lu. Sans lui, merci de refuser l'invitation."),
        "epoch-stale" => Say("The interview was opened in another tab. Your answer is still here: send it again to continue in this one.", "L'entretien a été ouvert dans un autre onglet. Votre réponse est toujours ici : renvoyez-la pour continuer dans celui-ci."),
        "question-is-not-open" => Say("That question has been closed. Here is where you are now.", "Cette question est close. Voici où vous en êtes."),
        "think-time-used" => Say("You have used both thinking times.", "Vous avez utilisé vos deux temps de réflexion."),
        "session-ended" => Say("The interview has ended. What was acknowledged before counts; nothing can be added.", "L'entretien est terminé. Ce qui a été confirmé avant compte ; rien ne peut être ajouté."),
        "notice-changed" => Say("The notice has changed in the meantime. Please read the current one below.", "L'avis a changé entre-temps. Merci de lire la version actuelle ci-dessous."),
        "review-requested" => Say("You have asked for a human review already.", "Vous avez déjà demandé un réexamen humain."),
        "unavailable" => Say("This could not be saved just now. Your text is still here; please send it again.", "L'enregistrement n'a pas abouti. Votre texte est toujours ici ; merci de le renvoyer."),
        "review-has-begun" => Say("A person has begun to rate: the transcript can no longer be corrected.", "Une personne a commencé à noter : la transcription ne peut plus être corrigée."),
        "too-many-corrections" => Say("This answer has been corrected very often already.", "Cette réponse a déjà été corrigée très souvent."),
        "on-legal-hold" => Say("This is under a legal hold. It can not be changed or added to until that ends.", "Ceci est placé sous séquestre. Rien ne peut y être changé ni ajouté tant qu'il dure."),
        "part-expired" or "transcript-expired" => Say("Its time is over, and it is destroyed: nothing can be added to it.", "Son temps est écoulé et il est détruit : rien ne peut y être ajouté."),
        "recording-lost" => Say("The recording is no longer on this device and did not reach us. Please answer again; you can also write.", "L'enregistrement n'est plus sur cet appareil et ne nous est pas parvenu. Merci de répondre à nouveau ; vous pouvez aussi écrire."),
        "quota-exceeded" or "storage-full" => Say("There is no room left for recordings here, so this one was not taken. Please write your answer; your interview goes on.", "Il n'y a plus de place ici pour les enregistrements : celui-ci n'a pas été pris. Merci d'écrire votre réponse ; votre entretien continue."),
        "invalid" => Say("An answer needs 1 to 20,000 ordinary characters.", "Une réponse comporte de 1 à 20 000 caractères ordinaires."),
        _ => Say("That did not work. Nothing was lost.", "Cela n'a pas fonctionné. Rien n'est perdu."),
    };

    /// <summary>Why a microphone or camera does not open, and what helps.</summary>
    public static (string Name, string Text)[] DeviceTroubles =>
    [
        ("device-denied", Say("The browser does not let this page use the microphone or camera. Allow it beside the address (often a small lock or camera), then try again; or write your answer.", "Le navigateur n'autorise pas cette page à utiliser le micro ou la caméra. Autorisez-la près de l'adresse (souvent un cadenas ou une caméra), puis réessayez ; ou écrivez votre réponse.")),
        ("device-none", Say("No microphone or camera was found. Plug one in and try again, or write your answer.", "Aucun micro ou caméra trouvé. Branchez-en un et réessayez, ou écrivez votre réponse.")),
        ("device-busy", Say("Another program uses the microphone or camera. Close it and try again, or write your answer.", "Un autre programme utilise le micro ou la caméra. Fermez-le et réessayez, ou écrivez votre réponse.")),
        ("device-broken", Say("The recording did not start. Try again, or write your answer.", "L'enregistrement n'a pas démarré. Réessayez, ou écrivez votre réponse.")),
    ];

    /// <summary>What a microphone or camera does while it is open.</summary>
    public static (string Name, string Text)[] TrackTroubles =>
    [
        ("microphone-mute", Say("The microphone went silent. Is it switched off, or used by another program?", "Le micro est muet. Est-il coupé, ou utilisé par un autre programme ?")),
        ("microphone-back", Say("The microphone is back.", "Le micro est revenu.")),
        ("microphone-ended", Say("The microphone was disconnected, and the recording stopped. What you said is kept.", "Le micro a été débranché, et l'enregistrement s'est arrêté. Ce que vous avez dit est conservé.")),
        ("camera-mute", Say("The camera shows nothing. Is it covered, or used by another program?", "La caméra ne montre rien. Est-elle couverte, ou utilisée par un autre programme ?")),
        ("camera-back", Say("The camera is back.", "La caméra est revenue.")),
        ("camera-ended", Say("The camera was disconnected, and the recording stopped. What you said is kept.", "La caméra a été débranchée, et l'enregistrement s'est arrêté. Ce que vous avez dit est conservé.")),
    ];

    /// <summary>How much more time the candidate has, or nothing where it is the usual.</summary>
    public static string? ExtraTime(decimal times) => times == 1 ? null : times == 2
        ? Say("You have twice the usual time: on the clock, to think, and in pauses while you speak. What reviewers are shown says nothing of it.", "Vous avez deux fois le temps habituel : au chronomètre, pour réfléchir et dans vos silences. Ce que voient les évaluateurs n'en dit rien.")
        : Say($"You have {times:0.##} times the usual time: on the clock, to think, and in pauses while you speak. What reviewers are shown says nothing of it.", $"Vous avez {times:0.##} fois le temps habituel : au chronomètre, pour réfléchir et dans vos silences. Ce que voient les évaluateurs n'en dit rien.");

    /// <summary>Whole and half minutes, in words.</summary>
    public static string Minutes(int seconds) => seconds switch
    {
        150 => Say("two and a half minutes", "deux minutes et demie"),
        180 => Say("three minutes", "trois minutes"),
        240 => Say("four minutes", "quatre minutes"),
        _ => Say("two minutes", "deux minutes"),
    };

    /// <summary>Minutes and seconds, as the clock shows them.</summary>
    public static string Clock(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
}
