using System.Collections.Immutable;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>The interviewer that needs no model: it asks for the first part of a story that is missing, and for nothing twice.</summary>
public sealed class RuleBrain : IInterviewBrain
{
    /// <summary>The name of these rules in the record; it changes when they do.</summary>
    public static BrainId Name { get; } = new(BrainKind.Rules, "1");

    public BrainId Id => Name;

    /// <summary>An answer with fewer words is asked once to say more.</summary>
    public int ShortAnswer { get; init; } = 25;

    public ValueTask<Move> NextMoveAsync(TurnContext context, CancellationToken deadline) => new(NextMove(context));

    /// <summary>The next move, at once: a pure function of what was asked and said.</summary>
    public Move NextMove(TurnContext context) => NextMove(context, Heard.Of(context));

    /// <summary>The same, where the answers were heard already.</summary>
    internal Move NextMove(TurnContext context, Heard heard)
    {
        var said = heard.Said.Slots;
        return heard.Last switch
        {
            MetaIntent.Repeat => new Move.Repeat(),
            MetaIntent.Think => new Move.GiveThinkTime(),
            MetaIntent.Skip => new Move.Close(said.Words == 0 ? AnswerStatus.Declined : Status(context.Question, said)),
            MetaIntent.Done => new Move.Close(Status(context.Question, said)),
            _ => Missing(context, said) is { } missing ? Ask(context, missing.Slot, missing.Reason) : new Move.Close(Status(context.Question, said)),
        };
    }

    private static Move.Probe Ask(TurnContext context, ProbeSlot slot, string reason) =>
        new(slot, reason, ProbeTexts.For(context.Question, slot, context.Language));

    private (ProbeSlot Slot, string Reason)? Missing(TurnContext context, StarSlots said)
    {
        if (IsShort(context.Question, said))
        {
            return MayAsk(context, ProbeSlot.Elaborate) ? (ProbeSlot.Elaborate, "under-25-words") : null;
        }

        foreach (var (slot, isMissing, reason) in Slots(context.Question.Kind, said))
        {
            if (isMissing && MayAsk(context, slot))
            {
                return (slot, reason);
            }
        }

        return null;
    }

    private static ImmutableArray<(ProbeSlot Slot, bool IsMissing, string Reason)> Slots(QuestionKind kind, StarSlots said) => kind switch
    {
        QuestionKind.PastBehaviour or QuestionKind.Experience =>
        [
            (ProbeSlot.Specific, !said.Specific, said.IsHypothetical ? "only-what-would-be-done" : "no-specific-occasion"),
            (ProbeSlot.Action, !said.Action, "no-action"),
            (ProbeSlot.OwnRole, said.Action && !said.OwnRole, "only-we"),
            (ProbeSlot.Result, !said.Result, "no-result"),
            (ProbeSlot.Quantify, said is { Result: true, IsUnmeasured: true }, "no-number"),
        ],
        QuestionKind.Situational =>
        [
            (ProbeSlot.Action, !said.Action && !said.IsHypothetical, "no-action"),
            (ProbeSlot.Result, !said.Result, "no-result"),
        ],
        _ => [],
    };

    private static bool MayAsk(TurnContext context, ProbeSlot slot) => context.Allowed.Contains(slot) && !context.Used.Contains(slot);

    // A fact that was asked for is complete when it is there: "yes" answers a screening question.
    private bool IsShort(Question question, StarSlots said) =>
        said.Words < (question.Kind == QuestionKind.Screening ? 1 : ShortAnswer);

    private AnswerStatus Status(Question question, StarSlots said) =>
        IsShort(question, said) ? AnswerStatus.Insufficient
        : question.Kind is QuestionKind.PastBehaviour or QuestionKind.Experience && !said.IsStory ? AnswerStatus.Partial
        : AnswerStatus.Answered;
}
