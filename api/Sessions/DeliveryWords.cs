using System.Globalization;
using JobInterview.Grains.Delivery;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Sessions;

/// <summary>The delivery metrics in words: what each is called, its value or why there is none, and its formula.</summary>
internal static class DeliveryWords
{
    public static (string Name, Measure Measure, string Formula)[] Rows(DeliveryMetrics metrics) =>
    [
        (Say("Speech rate", "Débit"), metrics.SpeechRate, Say("Words without hesitations ÷ time from the first to the last word; think time and lost connections left out.", "Mots sans hésitations ÷ temps du premier au dernier mot ; hors réflexion et coupures.")),
        (Say("Articulation rate", "Vitesse d'articulation"), metrics.ArticulationRate, Say("The same words ÷ the same time without pauses of 250 ms or more.", "Les mêmes mots ÷ le même temps sans les pauses de 250 ms ou plus.")),
        (Say("Pause ratio", "Part des pauses"), metrics.PauseRatio, Say("Silences of 250 ms or more between words ÷ the answers' time.", "Silences de 250 ms ou plus entre les mots ÷ le temps des réponses.")),
        (Say("Median pause", "Pause médiane"), metrics.PauseMedian, Say("The median of those silences: they are skewed, so a mean would mislead.", "La médiane de ces silences : leur distribution est asymétrique, une moyenne tromperait.")),
        (Say("Long pauses", "Longues pauses"), metrics.LongPauses, Say("How many of them lasted two seconds or more.", "Combien d'entre eux ont duré deux secondes ou plus.")),
        (Say("Response latency", "Temps de réponse"), metrics.ResponseLatency, Say("From the end of the question's sound to the first word, the median; a sign of comfort only.", "De la fin du son de la question au premier mot, en médiane ; un simple signe de confort.")),
        (Say("Talk ratio", "Part de parole"), metrics.TalkRatio, Say("The candidate's speech ÷ the candidate's and the interviewer's: a target for us, at most 25 % interviewer.", "Parole du candidat ÷ parole du candidat et de l'intervieweur : un objectif pour nous, 25 % d'intervieweur au plus.")),
        (Say("Hesitations", "Hésitations"), metrics.FillerRate, Say("A closed list (um, uh, er) per 100 words.", "Une liste fermée (euh, heu) pour 100 mots.")),
        (Say("Filling phrases", "Tics de langage"), metrics.PhraseRate, Say("“Like”, “you know” per 100 words, counted apart.", "« Genre », « tu vois » pour 100 mots, comptés à part.")),
        (Say("Cut off by us", "Coupé par nous"), metrics.Overlap, Say("The candidate's speech that we cut off for half a second or more, per hour: our defect.", "Parole du candidat que nous avons coupée une demi-seconde ou plus, par heure : notre défaut.")),
    ];

    public static string Value(Measure measure) => measure.Value is { } value ? Number(value, measure.Unit) : Say($"n/a: {Why(measure.Why)}", $"s. o. : {Why(measure.Why)}");

    private static string Number(double value, string unit) => unit switch
    {
        "wpm" => Say($"{Round(value, 0)} words a minute", $"{Round(value, 0)} mots par minute"),
        "share" => value.ToString("P0", CultureInfo.CurrentCulture),
        "ms" => Say($"{Round(value, 0)} ms", $"{Round(value, 0)} ms"),
        "per-100-words" => Say($"{Round(value, 1)} per 100 words", $"{Round(value, 1)} pour 100 mots"),
        "per-hour" => Say($"{Round(value, 1)} an hour", $"{Round(value, 1)} par heure"),
        _ => Round(value, 0),
    };

    private static string Round(double value, int digits) => value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture);

    private static string Why(string? code) => code switch
    {
        "too-few-words" => Say("too few words", "trop peu de mots"),
        "too-short" => Say("too short", "trop court"),
        "no-pauses" => Say("no pauses", "aucune pause"),
        "engine-drops-fillers" => Say("the speech engine leaves hesitations out", "le moteur vocal omet les hésitations"),
        _ => Say("not measured", "non mesuré"),
    };
}
