using System.Collections.Immutable;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Delivery;

/// <summary>One spoken answer as far as its timing goes; all times are milliseconds from the start of its recording.</summary>
/// <param name="Text">What was heard.</param>
/// <param name="Words">When each word was said.</param>
/// <param name="KeepsFillers">Whether the engine writes hesitations down.</param>
public sealed record SpokenAnswer(long TurnSeq, string Text, ImmutableArray<SpokenWord> Words, bool KeepsFillers)
{
    /// <summary>When the client acknowledged the end of the question's sound, where it did; negative when before the recording, think time before it left out.</summary>
    public int? QuestionEndedMs { get; init; }

    /// <summary>How long the interviewer's own speech took, where it is known.</summary>
    public int? InterviewerMs { get; init; }

    /// <summary>How long the candidate's speech was that we cut off, cut by cut, where that is known.</summary>
    public ImmutableArray<int>? CutOffMs { get; init; }
}
