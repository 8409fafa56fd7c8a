using System.Collections.Immutable;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>Chooses the interviewer's next move among those that code allows; it never owns the interview (DESIGN law 13).</summary>
public interface IInterviewBrain
{
    /// <summary>The brain that speaks, as the record names it: <c>rules/1</c>, <c>model/…</c>.</summary>
    BrainId Id { get; }

    /// <summary>The next move; a brain that can not answer before the deadline is cancelled and the rules go on.</summary>
    ValueTask<Move> NextMoveAsync(TurnContext context, CancellationToken deadline);
}

/// <summary>Which interviewer or scorer spoke.</summary>
[GenerateSerializer, Immutable, Alias("brain-id")]
public sealed record BrainId([property: Id(0)] BrainKind Kind, [property: Id(1)] string Version);

[GenerateSerializer]
public enum BrainKind { Rules, Model }

/// <summary>All that a brain may know: the question, the candidate's own words on it, and what may come next.</summary>
/// <param name="Question">The open question.</param>
/// <param name="Language">The session's language.</param>
/// <param name="Answers">The candidate's turns on this question, in order, verbatim; the last is the one to react to.</param>
/// <param name="Used">Probes already used on this question.</param>
/// <param name="Allowed">Probes that may still be used: empty when two were used or time would starve a required question.</param>
[GenerateSerializer, Immutable, Alias("turn-context")]
public sealed record TurnContext(
    [property: Id(0)] Question Question, [property: Id(1)] string Language, [property: Id(2)] ImmutableArray<string> Answers,
    [property: Id(3)] ImmutableArray<ProbeSlot> Used, [property: Id(4)] ImmutableArray<ProbeSlot> Allowed);

/// <summary>The closed set of things an interviewer may do.</summary>
public abstract record Move
{
    private Move() { }

    /// <summary>Asks for what is missing, once per slot. The words are the plan's own, or a checked paraphrase of them.</summary>
    public sealed record Probe(ProbeSlot Slot, string Reason, string? Text = null) : Move;

    /// <summary>Closes the question and goes on.</summary>
    public sealed record Close(AnswerStatus Status) : Move;

    /// <summary>Says the question again: the candidate asked for it.</summary>
    public sealed record Repeat : Move;

    /// <summary>Gives the think time that the candidate asked for in words.</summary>
    public sealed record GiveThinkTime : Move;
}

/// <summary>How a question ended.</summary>
[GenerateSerializer]
public enum AnswerStatus { Answered, Partial, Declined, NotReached, Insufficient }
