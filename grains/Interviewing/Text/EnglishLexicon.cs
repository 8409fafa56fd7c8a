namespace JobInterview.Grains.Interviewing.Text;

internal sealed class EnglishLexicon() : Lexicon(
[
    (WordClass.I | WordClass.Function, "i"),
    (WordClass.We | WordClass.Function, "we team"),
    (WordClass.Subject | WordClass.Function, "he she they it you who that which this there everyone everybody someone nobody the a an my our his her their its these those"),
    (WordClass.PastAction,
        """
        went took made told spoke asked gave got ran kept left put set sat stood held brought bought built wrote rewrote read sent spent taught led met paid
        began broke chose came did drove drew found fought forgot froze hid hit rang said saw sold shut swapped threw undertook withdrew cut split stuck
        rebuilt redid laid dealt sought flew grew became caught went showed quit rose bent swept lent shook overcame oversaw forgave lit learnt
        """),
    (WordClass.PastState, "was were had felt thought knew understood wanted needed liked believed loved hated hoped meant seemed lost won could been liked preferred remembered realised realized"),
    (WordClass.Between | WordClass.Function,
        """
        also then just first next therefore so really actually still even only always never not have had has been personally simply myself ourselves and both
        soon later finally eventually afterwards instead basically immediately directly sort kind of again at once ve d all usually often
        """),
    (WordClass.PastAction,
        """
        asked solved resolved thanked improved turned ended worked refunded delivered launched promoted calmed apologised signed renewed returned accepted agreed
        stayed kept learned finished completed fixed missed adopted used saved approved passed closed shipped opened hired trusted managed increased decreased
        reduced dropped doubled halved tripled shortened raised lowered gained smiled laughed refused failed
        """),
    (WordClass.PastState, "satisfied pleased relieved loved liked"),
    (WordClass.Anchor,
        """
        last ago once recently yesterday january february march april june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday summer autumn winter christmas easter ramadan halloween
        during previous former internship apprenticeship university college school previously when while earlier lockdown covid
        """),
    (WordClass.Generic, "always usually generally typically often normally everytime whenever"),
    (WordClass.Result,
        """
        result results resulted outcome outcomes finally eventually thanked thank solved resolved succeeded success successful successfully improved
        turned ended ends afterwards worked refunded delivered launched promoted calmed apologised signed renewed returned consequently
        """),
    (WordClass.LateResult,
        """
        agreed accepted happy happier satisfied pleased relieved stayed kept still now today since learned learnt lesson finished completed ready fixed
        won lost missed better easier faster smoother quicker fine well adopted use uses used using saved approved passed met quieter calmer again because after
        never everything everyone works smiled laughed laughs friends managed paid next early gone letter review nobody done left back safe closed shipped opened went hired trusted trusts got gave loved liked
        """),
    (WordClass.Change,
        "increased decreased reduced dropped rose fell grew cut saved doubled halved tripled shortened improved went raised lowered gained"),
    (WordClass.Number, "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand half third quarter twice dozen percent double"),
    (WordClass.Hypothetical, "would should could might ll imagine suppose hypothetically"),
    (WordClass.Negator, "not never t without no nor neither nobody nothing hardly barely refused failed cannot none"),
    (WordClass.Function,
        """
        and or but if as at by for from in into of off on onto out over to up with about after before between through than too very me him them us
        is are am be do does did can will shall may must s re m so because what how why where when while each every any some more most other such own same
        yes no ok okay
        """),
    (WordClass.Filler, "um uh er erm hmm mmm uhm ah"),
    (WordClass.Connector, "and but because so although though while which who whereas then and until unless"),
    (WordClass.Present, "is are am s has have do does re m want like think know believe work works need love enjoy feel like prefer hope wish care"),
    (WordClass.StoryPresent, "go say tell ask call take make explain talk sit listen check write start decide speak offer show give get put try help send see find run bring"),
    (WordClass.Telltale, "the and was were had have with they she he it i my our we for that this what because when about them him her of to is not"),
],
[
    (WordClass.Anchor,
        [
            "one day", "one time", "one of", "one morning", "one evening", "one night", "one afternoon", "a while back", "back in", "at my last", "in my last", "at my old",
            "in my old", "my old", "my first", "my second", "at the time", "the day", "that day", "that week", "that night", "that time", "this year", "the first time",
            "there was", "we had a", "i had a", "we were", "i was working", "a colleague", "a customer", "a client", "at work", "in may", "the week", "in spring", "at my",
        ]),
    (WordClass.Generic, ["every time", "in general", "most of the time", "each time"]),
    (WordClass.PastAction,
        ["had to", "was able", "was responsible", "was in charge", "was tasked", "ended up", "took over", "took charge", "took care", "could see", "could show", "wanted to", "needed to"]),
    (WordClass.Result,
        [
            "in the end", "at the end", "as a result", "since then", "after that", "from then on", "turned out", "paid off", "on time", "worked out", "no longer", "went well",
            "went from", "it worked", "that worked", "at last", "to this day", "so that we", "came back", "calmed down", "went live", "ever since", "by the end", "which meant",
            "went smoothly", "never happened again", "has not happened", "hasn t happened", "did not happen again", "didn t happen again", "within a week", "within a month",
            "the next day", "the following week", "the following month", "the next week", "a week later", "a month later", "weeks later", "months later", "days later",
        ]),
])
{
    protected override WordClass Guess(ReadOnlySpan<char> word) => word switch
    {
        { Length: > 3 } when word.EndsWith("ed") && !word.EndsWith("eed") => WordClass.PastAction,
        { Length: > 4 } when word.EndsWith("ly") => WordClass.Between,
        _ => WordClass.None,
    };
}
