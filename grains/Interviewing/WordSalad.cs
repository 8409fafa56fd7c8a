using System.Collections.Frozen;
using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>Tells words in no order, as failed speech recognition gives them, from sentences: neighbours that no sentence has.</summary>
internal static class WordSalad
{
    private const int FewestBreaks = 2;
    private const double MostBreaks = 0.12;

    private static readonly Rules English = new(
        (Words("the a an my our their its every your"), Words("i he she we they was were is are had has did would and but or of then told asked because if than so to the a an my our their its your every in at with for from me him them by")),
        (Words("of to from with at by into for"), Words("i he she we they was were is had has did would and but or of then went told because if than from with at for by")),
        (Words("i he she we they"), Words("the a an my our of i he she we they to at by from with and or his their me him us them than")),
        (Words("was were had did would could and but because"), Words("of")),
        (Words("me him them us"), Words("i is me him them us were")));

    private static readonly Rules French = new(
        (Words("un une mon ma mes son sa ses notre nos cette du au aux"), Words("je j nous il ils est etait etaient ai avons ont suis et mais ou donc ne n a ensuite puis avait avais parce alors si car un une mon ma mes son sa ses notre nos cette du au aux le la les pour avec dans sur que qui elle")),
        (Words("de dans pour avec sur d"), Words("je j nous il est etait etaient ai avons ont suis et mais ou donc n a ensuite puis avait avais de parce alors si car pour avec que du au aux")),
        (Words("je il ils"), Words("je j il ils un une mon ma mes de et mais pour dans avec que qui sur du des au cette nous elle")),
        (Words("le la les"), Words("je j il ils et mais de pour dans avec le la les mon ma mes du des un une que alors puis ensuite")),
        (Words("et mais"), Words("et mais")));

    public static bool Is(IReadOnlyList<ReadTurn> turns, Lexicon lexicon)
    {
        var rules = lexicon.IsFrench ? French : English;
        var (opened, broken) = (0, 0);
        foreach (var reading in turns.Select(turn => turn.Reading))
        {
            for (var i = 0; i + 1 < reading.Words.Length; i++)
            {
                if (!IsNextTo(reading, i))
                {
                    continue;
                }

                var (isOpener, isBroken) = rules.Try(reading[reading.Words[i]].ToString(), reading[reading.Words[i + 1]].ToString());
                opened += isOpener ? 1 : 0;
                broken += isBroken ? 1 : 0;
            }
        }

        return broken >= FewestBreaks && broken > opened * MostBreaks;
    }

    // Over a comma or a full stop everything may follow everything.
    private static bool IsNextTo(Reading reading, int index) =>
        !reading.Text.Value[reading.Words[index].End..reading.Words[index + 1].Start].ContainsAnyExcept(" '\n");

    private sealed class Rules(params (FrozenSet<string> Openers, FrozenSet<string> Breaks)[] rules)
    {
        public (bool IsOpener, bool IsBroken) Try(string word, string next)
        {
            var isOpener = false;
            foreach (var (openers, breaks) in rules)
            {
                if (openers.Contains(word))
                {
                    isOpener = true;
                    if (breaks.Contains(next))
                    {
                        return (true, true);
                    }
                }
            }

            return (isOpener, false);
        }
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
