using System.Collections.Frozen;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>The words of a probe: the plan's own, else the product's neutral ones. No praise, no hint, no judgement.</summary>
public static class ProbeTexts
{
    private static readonly FrozenDictionary<ProbeSlot, (string English, string French)> Neutral = new Dictionary<ProbeSlot, (string, string)>
    {
        [ProbeSlot.Specific] = ("Can you pick one specific occasion and tell me about it?", "Pouvez-vous choisir une situation précise et me la raconter ?"),
        [ProbeSlot.Situation] = ("What was the situation?", "Quelle était la situation ?"),
        [ProbeSlot.Task] = ("What was your task in it?", "Quelle était votre mission ?"),
        [ProbeSlot.Action] = ("What did you do, step by step?", "Qu'avez-vous fait, étape par étape ?"),
        [ProbeSlot.OwnRole] = ("Which part of this did you do yourself?", "Qu'avez-vous fait vous-même dans cette situation ?"),
        [ProbeSlot.Result] = ("How did it end?", "Comment cela s'est-il terminé ?"),
        [ProbeSlot.Quantify] = ("Can you put a number on that result?", "Pouvez-vous chiffrer ce résultat ?"),
        [ProbeSlot.Clarify] = ("Can you say in other words what you mean?", "Pouvez-vous le dire avec d'autres mots ?"),
        [ProbeSlot.Elaborate] = ("Can you tell me a little more?", "Pouvez-vous m'en dire un peu plus ?"),
    }.ToFrozenDictionary();

    /// <summary>What the interviewer says to fill a slot of a question.</summary>
    public static string For(Question question, ProbeSlot slot, string language)
    {
        var authored = question.Probes.FirstOrDefault(probe => probe.Slot == slot)?.Text.In(language);
        return string.IsNullOrWhiteSpace(authored) ? Default(slot, language) : authored;
    }

    /// <summary>The product's own words for a slot.</summary>
    public static string Default(ProbeSlot slot, string language)
    {
        var (english, french) = Neutral[slot];
        return language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? french : english;
    }
}
