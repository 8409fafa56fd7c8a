using System.Globalization;
using JobInterview.Api.Web;
using JobInterview.Grains.Retention;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Retention;

/// <summary>Lines of the ledger in the words of a page.</summary>
internal static class DueWords
{
    /// <summary>How long a thing is still kept, with a tone that warns of the last day.</summary>
    public static (string Tone, string Words) Of(DueEntry entry, DateTimeOffset now) => entry.State switch
    {
        DueState.Held when entry.Kind == AssetKind.DecisionRecord => ("warn", Say("kept for a legal hold", "conservé pour une mise sous séquestre")),
        DueState.Held => ("warn", Say("kept for a legal hold, not shown", "conservé pour une mise sous séquestre, non affiché")),
        DueState.Destroying => ("bad", Say("being destroyed", "destruction en cours")),
        DueState.Destroyed => ("idle", Say("destroyed", "détruit")),
        _ when entry.DueAt is not { } due => ("idle", Rule(entry.Rule)),
        _ when entry.DueAt <= now => ("bad", Say("due now", "échu")),
        _ => (entry.DueAt - now < TimeSpan.FromDays(1) ? "warn" : "idle", Say(
            $"kept until {Written.Day(entry.DueAt!.Value)}, {Left(entry.DueAt.Value - now)} left", $"conservé jusqu'au {Written.Day(entry.DueAt.Value)}, encore {Left(entry.DueAt.Value - now)}")),
    };

    /// <summary>The same where the day stands beside it.</summary>
    public static (string Tone, string Words) BesideTheDay(DueEntry entry, DateTimeOffset now)
    {
        var (tone, words) = Of(entry, now);
        return entry.State == DueState.Scheduled && entry.DueAt > now ? (tone, Say($"{Left(entry.DueAt.Value - now)} left", $"encore {Left(entry.DueAt.Value - now)}")) : (tone, words);
    }

    /// <summary>Why then: the one rule, and where a hold has moved its day, that.</summary>
    public static string Why(DueEntry entry) => entry.State == DueState.Scheduled && entry.DueAt is { } due && due == entry.ReleasedAt
        ? Say($"{Rule(entry.Rule)}; a legal hold kept it until then", $"{Rule(entry.Rule)} ; un séquestre l'a conservé jusque-là") : Rule(entry.Rule);

    /// <summary>The one rule, in words; a law by its own name.</summary>
    public static string Rule(string rule)
    {
        var days = rule.Split('-') is [.., var number, "days"] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var some) ? some : 0;
        return rule switch
        {
            DueEntry.HoldRule => Say("Legal hold", "Mise sous séquestre"),
            DueEntry.ErasureRule => Say("The person's erasure", "Effacement demandé"),
            DueEntry.RunningRule => Say("The interview still runs", "L'entretien est en cours"),
            DueEntry.GivenUpRule => Say("Given up by the candidate", "Abandonné par le candidat"),
            DueEntry.InterviewedRule => Say("An interview of theirs is kept", "Un de ses entretiens est conservé"),
            "last-interview-gone" => Say("A day after the last interview is gone", "Un jour après la fin du dernier entretien"),
            DueEntry.RestoredRule => Say("Destroyed before, brought back by a backup", "Détruit auparavant, ramené par une sauvegarde"),
            DueEntry.AccountRule => Say("As long as the account is in use", "Tant que le compte est utilisé"),
            DueEntry.AccountRemovedRule => Say("The member was removed", "Le membre a été retiré"),
            DueEntry.AccountUnusedRule => Say("Unused for two years", "Inutilisé depuis deux ans"),
            DueEntry.ReplacedRule => Say("Sealed under newer keys", "Scellé sous de nouvelles clés"),
            RetentionPolicy.AccountEnded => Say("End of the contract", "Fin du contrat"),
            _ when rule.EndsWith("-unlimited", StringComparison.Ordinal) => Say("No limit", "Sans limite"),
            _ when rule.StartsWith("plan-", StringComparison.Ordinal) => Say($"Plan: {days} days", $"Formule : {days} jours"),
            _ when rule.StartsWith("company-", StringComparison.Ordinal) => Say($"Company: {days} days", $"Entreprise : {days} jours"),
            "bipa-3-years" => Say("Illinois BIPA: three years", "BIPA de l'Illinois : trois ans"),
            "ai-act-log-6-months" => Say("EU AI Act: six months", "Règlement IA : six mois"),
            "eeoc-1602-14-1-year" => Say("EEOC 29 CFR 1602.14: one year", "EEOC 29 CFR 1602.14 : un an"),
            "co-admt-3-years" => Say("Colorado ADMT: three years", "ADMT du Colorado : trois ans"),
            "ca-civil-rights-4-years" => Say("California Civil Rights Council: four years", "Conseil des droits civils de Californie : quatre ans"),
            "cnil-candidate-pool-2-years" => Say("CNIL: two years", "CNIL : deux ans"),
            _ => rule,
        };
    }

    /// <summary>A rule that counts later.</summary>
    public static string From(Ceiling coming) => coming.Rule == RetentionPolicy.AccountEnded
        ? Say($"End of the contract: all of it is destroyed by {Written.Day(coming.Since!.Value)}", $"Fin du contrat : tout est détruit d'ici le {Written.Day(coming.Since!.Value)}")
        : Say($"From {Written.Day(coming.Since!.Value)}: {Rule(coming.Rule)}", $"À partir du {Written.Day(coming.Since!.Value)} : {Rule(coming.Rule)}");

    public static string Kind(AssetKind kind) => kind switch
    {
        AssetKind.Recording => Say("Recording", "Enregistrement"),
        AssetKind.Transcript => Say("Transcript", "Transcription"),
        AssetKind.Scorecard => Say("Scorecards and suggestions", "Grilles et suggestions"),
        AssetKind.Decision => Say("Decision and its reason", "Décision et sa raison"),
        AssetKind.DecisionRecord => Say("Minimal record", "Trace minimale"),
        AssetKind.Account => Say("Account", "Compte"),
        AssetKind.Person => Say("Name and address", "Nom et adresse"),
        _ => Say("Log", "Journal"),
    };

    public static string Jurisdiction(string code) => code switch
    {
        "EU" => Say("European Union", "Union européenne"),
        "US" => Say("United States", "États-Unis"),
        "US-CA" => Say("United States, California", "États-Unis, Californie"),
        "US-CO" => Say("United States, Colorado", "États-Unis, Colorado"),
        "US-IL" => Say("United States, Illinois", "États-Unis, Illinois"),
        _ => Say("Another", "Autre"),
    };

    public static string Left(TimeSpan left) => left < TimeSpan.FromHours(1) ? Say("less than an hour", "moins d'une heure")
        : left < TimeSpan.FromDays(2) ? Say($"{left.TotalHours:0} hours", $"{left.TotalHours:0} heures")
        : Say($"{Math.Floor(left.TotalDays):0} days", $"{Math.Floor(left.TotalDays):0} jours");
}
