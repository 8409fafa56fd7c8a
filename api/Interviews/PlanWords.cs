using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Interviews;

/// <summary>Kinds, slots and states of plans, in words.</summary>
internal static class PlanWords
{
    public static string Of(QuestionKind kind) => kind switch
    {
        QuestionKind.PastBehaviour => Say("Past behaviour", "Comportement passé"),
        QuestionKind.Situational => Say("Situation", "Mise en situation"),
        QuestionKind.Knowledge => Say("Knowledge", "Connaissances"),
        QuestionKind.Experience => Say("Experience", "Expérience"),
        QuestionKind.Motivation => Say("Motivation", "Motivation"),
        _ => Say("Screening", "Présélection"),
    };

    public static string Of(ProbeSlot slot) => slot switch
    {
        ProbeSlot.Specific => Say("One specific case", "Un cas précis"),
        ProbeSlot.Situation => Say("Situation", "Situation"),
        ProbeSlot.Task => Say("Task", "Tâche"),
        ProbeSlot.Action => Say("Action", "Action"),
        ProbeSlot.OwnRole => Say("Own role", "Rôle propre"),
        ProbeSlot.Result => Say("Result", "Résultat"),
        ProbeSlot.Quantify => Say("A number", "Un chiffre"),
        ProbeSlot.Clarify => Say("Clarification", "Précision"),
        _ => Say("More detail", "Plus de détails"),
    };

    public static (string Word, string Tone) Of(PlanStatus status) => status switch
    {
        PlanStatus.Published => (Say("Published", "Publié"), "ok"),
        PlanStatus.Retired => (Say("Retired", "Retiré"), "idle"),
        _ => (Say("Draft", "Brouillon"), "warn"),
    };

    public static string Of(Channel mode) => mode switch
    {
        Channel.Voice => Say("Speaking", "À l'oral"),
        Channel.Video => Say("On camera", "En vidéo"),
        _ => Say("Writing", "Par écrit"),
    };

    /// <summary>The mode as forms and JSON name it.</summary>
    public static string Name(Channel mode) => mode switch
    {
        Channel.Voice => "voice",
        Channel.Video => "video",
        _ => "text",
    };

    public static string Language(string language) => language == "fr" ? Say("French", "Français") : Say("English", "Anglais");
}
