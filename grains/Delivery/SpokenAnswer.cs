using System.Collections.Immutable;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Delivery;

/// <summary>One spoken answer as far as its timing goes; all times are milliseconds from the start of its recording.</summary>
/// <param name="Text">What was heard.</param>
/// <param name="Words">When each word was said.</param>
/// <param name="Excluded">Requested think time, and windows in which the network was away: no silence of the candidate's.</param>
/// <param name="KeepsFillers">Whether the engine writes hesitations down.</param>
public sealed record SpokenAnswer(long TurnSeq, string Text, ImmutableArray<SpokenWord> Words, ImmutableArray<Stretch> Excluded, bool KeepsFillers)
{
    /// <summary>When the client acknowledged the end of the question's sound, where it did; before the recording it is negative.</summary>
    public int? QuestionEndedMs { get; init; }

    /// <summary>How long the interviewer's own speech took, where it is known.</summary>
    public int? InterviewerMs { get; init; }

    /// <summary>How long the candidate's speech was that we cut off, cut by cut, where that is known.</summary>
    public ImmutableArray<int>? CutOffMs { get; init; }
}

/// <summary>A stretch of a recording.</summary>
public readonly record struct Stretch(int StartMs, int EndMs)
{
    /// <summary>How much of it lies in another.</summary>
    public int Within(int start, int end) => Math.Max(0, Math.Min(EndMs, end) - Math.Max(StartMs, start));
}
