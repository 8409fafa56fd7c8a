using System.Collections.Immutable;
using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>A sentence that may carry evidence, with the words of it that only repeat the question.</summary>
internal sealed record EvidentSentence(ReadTurn Turn, int Index, bool[] Echoes, bool AllowHypothetical)
{
    public Sentence Sentence => Turn.Reading.Sentences[Index];

    /// <summary>Where the first of the phrases is asserted in it, or -1.</summary>
    public int Find(PhraseIndex phrases)
    {
        for (var i = Sentence.First; i < Sentence.End; i++)
        {
            foreach (var phrase in phrases.At(Turn.Reading, i))
            {
                if (phrase.IsAt(Turn.Reading, i, Sentence.End) && !Echoes.AsSpan(i, phrase.Length).Contains(true)
                    && Assertion.IsAsserted(Turn.Reading, Sentence, i, phrase.Length, AllowHypothetical))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}

/// <summary>Where an answer carries a group of indicators: the sentence and the word.</summary>
internal readonly record struct GroupHit(EvidentSentence Sentence, int Word);

/// <summary>How far an anchor is met by an answer.</summary>
/// <param name="Unmet">Groups without any asserted phrase.</param>
/// <param name="Hits">One hit for each met group, at most two in a sentence.</param>
/// <param name="IsMet">All groups are met, by enough distinct sentences.</param>
internal sealed record AnchorMatch(Anchor Anchor, ImmutableArray<IndicatorGroup> Unmet, ImmutableArray<GroupHit> Hits, bool IsMet)
{
    private const int MostGroupsOfASentence = 2;

    public static AnchorMatch Of(Anchor anchor, string language, IReadOnlyList<EvidentSentence> sentences)
    {
        var found = anchor.Groups
            .Select(group => (Group: group, Hits: HitsOf(group, language, sentences)))
            .ToList();
        var used = new Dictionary<EvidentSentence, int>(ReferenceEqualityComparer.Instance);
        var chosen = ImmutableArray.CreateBuilder<GroupHit>();
        foreach (var (_, hits) in found.Where(group => group.Hits.Count > 0).OrderBy(group => group.Hits.Count))
        {
            // The least used sentence first, so that distinct sentences carry distinct groups where they can.
            var best = hits.OrderBy(hit => used.GetValueOrDefault(hit.Sentence)).First();
            if (used.GetValueOrDefault(best.Sentence) < MostGroupsOfASentence)
            {
                used[best.Sentence] = used.GetValueOrDefault(best.Sentence) + 1;
                chosen.Add(best);
            }
        }

        var carriers = found.SelectMany(group => group.Hits).Select(hit => hit.Sentence).Distinct(ReferenceEqualityComparer.Instance).Count();
        var isMet = anchor.Groups.Length > 0 && chosen.Count == anchor.Groups.Length && carriers >= anchor.Sentences;
        return new(anchor, [.. found.Where(group => group.Hits.Count == 0).Select(group => group.Group)], chosen.ToImmutable(), isMet);
    }

    private static List<GroupHit> HitsOf(IndicatorGroup group, string language, IReadOnlyList<EvidentSentence> sentences)
    {
        var phrases = PhraseIndex.Of(group.Phrases.GetValueOrDefault(language, []));
        return [.. sentences.Select(sentence => new GroupHit(sentence, sentence.Find(phrases))).Where(hit => hit.Word >= 0)];
    }
}
