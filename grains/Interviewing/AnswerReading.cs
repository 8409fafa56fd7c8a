using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>An answer, read: its turns without mere requests to the interviewer, and the sentences that may carry evidence.</summary>
internal sealed record AnswerReading(Question Question, List<ReadTurn> Turns, List<EvidentSentence> Sentences)
{
    public static AnswerReading Of(ScoredAnswer answer, string language, Lexicon lexicon)
    {
        var asked = Reading.Of(answer.Question.Text.In(language), lexicon);
        var mayImagine = answer.Question.Kind is not (QuestionKind.PastBehaviour or QuestionKind.Experience);
        var turns = answer.Turns.Select(turn => ReadTurn.Of(turn, lexicon)).Where(turn => MetaIntents.Of(turn.Reading, lexicon) == MetaIntent.None).ToList();
        return new(answer.Question, turns, [.. turns.SelectMany(turn => Evident(turn, AnswerGate.Echoes(turn.Reading, asked), mayImagine))]);
    }

    private static IEnumerable<EvidentSentence> Evident(ReadTurn turn, bool[] echoes, bool mayImagine) =>
        Enumerable.Range(0, turn.Reading.Sentences.Count)
            .Where(i => !turn.IsAddressed[i] && Assertion.IsSentence(turn.Reading, turn.Reading.Sentences[i]))
            .Select(i => new EvidentSentence(turn, i, echoes, mayImagine));
}
