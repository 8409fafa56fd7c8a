using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>A candidate's turn, read: its sentences, and which of them speak to the rater.</summary>
internal sealed record ReadTurn(ScoredTurn Turn, Reading Reading, bool[] IsAddressed)
{
    public static ReadTurn Of(ScoredTurn turn, Lexicon lexicon)
    {
        var reading = Reading.Of(turn.Text, lexicon);
        return new(turn, reading, InstructionSense.Of(reading));
    }

    /// <summary>Whether a part of the original lies in a sentence that speaks to the rater.</summary>
    public bool TouchesAddressed(int start, int length)
    {
        var words = Reading.Words;
        for (var i = 0; i < IsAddressed.Length; i++)
        {
            var sentence = Reading.Sentences[i];
            if (IsAddressed[i] && Reading.Text.StartOf(words[sentence.First].Start) < start + length && start < Reading.Text.EndOf(words[sentence.End - 1].End - 1))
            {
                return true;
            }
        }

        return false;
    }
}
