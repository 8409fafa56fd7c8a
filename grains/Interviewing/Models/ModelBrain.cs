using System.Collections.Immutable;
using JobInterview.Grains.Interviews;
using Microsoft.Extensions.AI;

namespace JobInterview.Grains.Interviewing;

/// <summary>Lets a language model choose among the moves that code allows. It throws where the model is slow, wrong or down: the caller goes on with the rules.</summary>
public sealed class ModelBrain(IChatClient chat, RuleBrain rules, TimeProvider clock) : IInterviewBrain
{
    private const string Close = "close";

    /// <summary>A candidate waits no longer than this for a model.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(1.2);

    public BrainId Id { get; } = new(BrainKind.Model, ModelName.Of(chat));

    public async ValueTask<Move> NextMoveAsync(TurnContext context, CancellationToken deadline)
    {
        var byRules = rules.NextMove(context);
        var slots = context.Allowed.Except(context.Used).ToImmutableArray();
        if (byRules is Move.Repeat or Move.GiveThinkTime or Move.Close { Status: AnswerStatus.Declined } || slots.IsEmpty)
        {
            return byRules;                                   // what the candidate asked for is not the model's to choose
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, deadline);
        return await ModelReply.AskAsync<Choice, Move>(chat, Ask(context, slots), Options, choice => Read(context, slots, choice), limit.Token);
    }

    private static ChatOptions Options => new() { Temperature = 0, MaxOutputTokens = 200, ResponseFormat = ChatResponseFormat.ForJsonSchema<Choice>() };

    private static List<ChatMessage> Ask(TurnContext context, ImmutableArray<ProbeSlot> slots)
    {
        var light = new Spotlight();
        var probes = slots.Select(slot => $"- {slot}: {ProbeTexts.For(context.Question, slot, context.Language)}");
        return
        [
            new(ChatRole.System,
                $$"""
                You assist a structured job interview. Choose what the interviewer does next. Answer with one JSON object: {"move": "...", "text": null}.
                "move" is "{{Close}}" when the answer is complete, else one of these probes, for the first thing that is missing:
                {{string.Join('\n', probes)}}
                "text" may word the probe nearer to the answer: one neutral question of at most 30 words that asks the same, in the language of the probe. No praise, no hint, no opinion.
                {{light.Rule}}
                """),
            new(ChatRole.User, $"Question: {context.Question.Text.In(context.Language)}\nAnswer:\n{light.Show(string.Join('\n', context.Answers))}"),
        ];
    }

    private Move? Read(TurnContext context, ImmutableArray<ProbeSlot> slots, Choice choice)
    {
        if (string.Equals(choice.Move, Close, StringComparison.OrdinalIgnoreCase))
        {
            return rules.NextMove(context with { Allowed = [] });
        }

        if (!slots.Any(slot => string.Equals(slot.ToString(), choice.Move, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var chosen = Enum.Parse<ProbeSlot>(choice.Move!, ignoreCase: true);
        var authored = ProbeTexts.For(context.Question, chosen, context.Language);
        return new Move.Probe(chosen, "chosen-by-model", Paraphrase.IsFaithful(choice.Text, authored, context.Language) ? choice.Text!.Trim() : authored);
    }

    private sealed record Choice(string? Move, string? Text);
}
