using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>What a story lacks, in words for the person who reviews.</summary>
internal static class GapTexts
{
    public static IEnumerable<string> Of(StarSlots said, Lexicon lexicon)
    {
        if (!said.Specific)
        {
            yield return lexicon.IsFrench ? "Aucune situation précise n'est citée." : "No specific occasion is named.";
        }

        if (!said.OwnRole)
        {
            yield return lexicon.IsFrench ? "Aucune action personnelle n'est décrite." : "No own action is stated.";
        }

        if (!said.Result)
        {
            yield return lexicon.IsFrench ? "Aucun résultat n'est donné." : "No result is stated.";
        }
    }
}
