using System.Collections.Frozen;
using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviews;

/// <summary>Looks for questions that must not be asked, or that ask badly.</summary>
internal static class QuestionLint
{
    private static readonly FrozenDictionary<string, PhraseIndex> Topics = new Dictionary<string, PhraseIndex>
    {
        ["age"] = PhraseIndex.Of(["how old", "your age", "date of birth", "birthday", "birth date", "when were you born", "year of birth", "(close|near) to retirement", "quel age", "votre age", "date de naissance", "(ne|nee) en", "annee de naissance", "la retraite"]),
        ["family"] = PhraseIndex.Of(["(are you|you) married", "marital status", "your (husband|wife|spouse|partner|boyfriend|girlfriend|family|kids|children)", "(have|having|want|any|plan) (kids|children|a family)", "childcare", "family (plan*|situation|status)", "single (parent|mother|father)", "(etes vous|vous etes) (marie*|celibataire*|divorce*|en couple)", "votre (mari|femme|epouse|epoux|conjoint*|compagn*|famille|situation familiale|vie privee)", "vos enfants", "(avez vous|avoir|voulez vous|souhaitez vous) (des|un|d autres|deux) enfant*", "situation (familiale|de famille)", "garde d enfant*", "projet* d enfant*", "statut marital"]),
        ["pregnancy"] = PhraseIndex.Of(["pregnan*", "maternity", "paternity leave", "enceinte", "grossesse", "conge (maternite|paternite|parental)", "maternite"]),
        ["religion"] = PhraseIndex.Of(["religio*", "(go to|attend) (church|mosque|synagogue|temple)", "your (faith|god|church)", "do you pray", "headscarf", "ramadan", "votre (religion|foi|culte|eglise)", "religieu*", "croyan*", "pratiquant*", "voile islamique"]),
        ["origin"] = PhraseIndex.Of(["nationalit*", "where (are|do) you (come|) from", "country of (origin|birth)", "where were you born", "(native|mother) (tongue|language|country)", "native speaker*", "ethnic*", "your (race|origin|origins|accent|skin|colour|parents)", "skin (colour|color)", "immigra*", "nationalite*", "d ou venez vous", "votre (origine|accent|nationalite)", "vos (origines|parents)", "pays d origine", "langue maternelle", "ethni*", "couleur de peau", "ou etes vous (ne|nee)"]),
        ["health"] = PhraseIndex.Of(["your health", "health (condition*|problem*|issue*|history|record)", "disabilit*", "disabled", "handicap*", "medical (history|condition*|record*)", "medication*", "your (illness*|disease*|weight|height)", "sick (days|leave)", "mental health", "how often (are|were) you (ill|sick)", "votre (sante|etat de sante|handicap|poids|taille|maladie)", "probleme* de sante", "arret* maladie", "antecedents medicaux", "medicament*", "souvent malade"]),
        ["union"] = PhraseIndex.Of(["(trade|labour|labor) union*", "union (member*|activit*)", "(in|join*|of) a union", "syndicat*", "syndical*", "syndique*", "gilets jaunes"]),
        ["orientation"] = PhraseIndex.Of(["sexual orientation", "sexualit*", "(are you|you) (gay|lesbian|straight|bisexual|transgender|homosexual)", "gender identity", "orientation sexuelle", "homosexuel*", "heterosexuel*", "identite de genre", "transgenre*"]),
        ["politics"] = PhraseIndex.Of(["political (party|view*|opinion*|belief*)", "your politics", "(did|do|would) you vote", "vote for", "(opinion*|parti|convictions) politique*", "votez vous", "pour qui (avez vous vote|votez)"]),
        ["record"] = PhraseIndex.Of(["criminal record", "ever been arrested", "been convicted", "casier judiciaire", "deja ete (condamne*|arrete*)"]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly PhraseIndex Leading = PhraseIndex.Of(
    [
        "(do not|don t|would not|wouldn t|are not|aren t|is not|isn t|did not|didn t|will not|won t) you", "(isn t|is not) it", "you (would|do) agree", "(would|do) you (not|) agree (that|with)", "surely", "obviously", "of course", "we all know",
        "everyone knows", "you must (be|have|agree)", "i (assume|suppose|guess) (you|that)", "(naturally|clearly) you", "as a good", "you never",
        "n est ce pas", "ne (pensez|trouvez|croyez|seriez|diriez) vous pas", "n etes vous pas", "evidemment", "bien sur", "bien entendu", "vous (etes|serez) d accord", "tout le monde sait", "je suppose que", "vous devez (etre|avoir)", "vous n avez jamais", "on sait tous",
    ]);

    private static readonly PhraseIndex Second = PhraseIndex.Of(
    [
        "(and|or) (what|how|why|when|where|who|which|do|did|are|is|would|have|can|could|should|will|were|was)",
        "(et|ou) (que|qu|quel|quelle|quels|quelles|comment|pourquoi|quand|qui|est ce|avez|etes|seriez|pouvez|combien)",
    ]);

    private static readonly PhraseIndex Past = PhraseIndex.Of(
    [
        "time (when|you|where|that|in)", "a time", "situation*", "occasion*", "example*", "instance*", "tell (me|us) about", "describe", "did you", "have you", "last time", "when you", "you (led|made|had|did|were|worked|solved|faced|used|learned|took|changed|helped)",
        "une fois", "un moment", "situation*", "exemple*", "racontez", "parlez (moi|nous)", "decrivez", "avez vous", "derniere fois", "lorsque vous", "quand vous", "vous avez", "une occasion",
    ]);

    private static readonly PhraseIndex Would = PhraseIndex.Of(["would you", "will you", "que feriez", "feriez vous", "reagiriez", "comment (agiriez|procederiez)"]);

    public static IEnumerable<LintFinding> Check(string pointer, string text, string language, QuestionKind? kind)
    {
        var reading = Reading.Of(text, Lexicon.Of(language));
        return reading.Words.IsEmpty
            ? []
            : Protected(pointer, reading).Concat(Manner(pointer, text, reading)).Concat(Form(pointer, reading, kind));
    }

    /// <summary>Topics that no employer may ask about, wherever they stand.</summary>
    public static IEnumerable<LintFinding> Protected(string pointer, string text, string language) => Protected(pointer, Reading.Of(text, Lexicon.Of(language)));

    private static IEnumerable<LintFinding> Protected(string pointer, Reading reading) =>
        Topics.Where(topic => Has(reading, topic.Value)).OrderBy(topic => topic.Key, StringComparer.Ordinal)
            .Select(topic => PlanLint.Error(pointer, "protected-topic", $"This touches a protected topic ({topic.Key}), which has no place in an interview."));

    private static IEnumerable<LintFinding> Manner(string pointer, string text, Reading reading)
    {
        var marks = text.Count(c => c is '?' or '？');
        if (marks > 1 || (marks == 1 && Has(reading, Second)))
        {
            yield return PlanLint.Error(pointer, "double-barrelled", "Ask one thing at a time: these are two questions.");
        }
        else if (Has(reading, Second))
        {
            yield return PlanLint.Advice(pointer, "double-barrelled", "This asks for two things; a probe can ask for the second.");
        }

        if (Has(reading, Leading))
        {
            yield return PlanLint.Error(pointer, "leading", "The question suggests its answer.");
        }
    }

    private static IEnumerable<LintFinding> Form(string pointer, Reading reading, QuestionKind? kind)
    {
        if (kind == QuestionKind.PastBehaviour && (!Has(reading, Past) || Has(reading, Would)))
        {
            yield return PlanLint.Advice(pointer, "past-behaviour-form", "Ask for one occasion in the past: “Tell me about a time when …”.");
        }
    }

    private static bool Has(Reading reading, PhraseIndex phrases)
    {
        for (var i = 0; i < reading.Words.Length; i++)
        {
            foreach (var phrase in phrases.At(reading, i))
            {
                if (phrase.IsAt(reading, i, reading.Words.Length))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
