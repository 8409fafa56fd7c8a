using JobInterview.Grains.Interviews;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Interviews;

/// <summary>What the lint found, in the language of the page; a code without words of its own keeps the lint's English sentence.</summary>
internal static class LintWords
{
    public static string Of(LintFinding finding) => !IsFrench ? finding.Text : finding.Code switch
    {
        "competency-count" => "Un plan publié compte trois à cinq compétences.",
        "question-count" => "Un plan publié compte au moins une question.",
        "long-interview" => "Les durées dépassent une heure et demie au total.",
        "no-writing" => "Qui ne peut pas parler, ou refuse l'enregistrement, ne pourra que passer : proposez aussi l'écrit.",
        "no-anchors" => "Dites à quoi ressemble au moins un niveau.",
        "anchors-out-of-order" => "Les niveaux montent, chacun une fois.",
        "no-indicators" => "Sans indicateurs dans chaque langue, les règles ne suggèrent rien ; des personnes notent quand même.",
        "competency-not-asked" => "Aucune question n'apporte de preuve pour cette compétence.",
        "no-competency" => "La réponse ne comptera pour aucune compétence.",
        "missing-language" => "Le texte manque dans une langue du plan.",
        "protected-topic" => "Ceci touche un sujet protégé, qui n'a pas sa place dans un entretien.",
        "double-barrelled" => "Une seule chose à la fois : il y a deux questions.",
        "leading" => "La question suggère sa réponse.",
        "past-behaviour-form" => "Demandez une occasion passée : « Racontez-moi une fois où… ».",
        _ => finding.Text,
    };
}
